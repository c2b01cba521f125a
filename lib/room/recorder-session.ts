import { createRoomSession, type RoomSession } from './session.ts';
import { readTokenSubject } from './token.ts';

/** A recorder's stay in a room: sees and hears everything, shows nothing of itself. Undefined when the token is none. */
export function createRecorderSession(serverUrl: string, token: string): RoomSession | undefined {
  const subject = readTokenSubject(token);
  if (!subject) return undefined;
  const session = createRoomSession({
    ticket: { token, serverUrl, ...subject, name: '', isModerator: false },
    // The server renews a recorder's token over signalling; nobody else has another one.
    renewTicket: () => Promise.resolve({ ended: 'unavailable' }),
  });
  void session.prepare();
  void session.join({ camera: null, microphone: null, devices: {} });
  return session;
}
