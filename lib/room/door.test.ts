import { describe, expect, it, vi } from 'vitest';
import { silentMedia } from '#tests/fixtures/room.ts';
import { createDoor, type TicketAnswer } from './door.ts';
import { createRoomSession } from './session.ts';

const ticket = (name = ''): TicketAnswer => ({
  ok: true,
  data: { joinedElsewhere: false, token: 't', serverUrl: 'http://127.0.0.1:1', roomId: 'r', meetingId: 'm', participantId: 'me', name, isModerator: false },
});

function setUp(answers: (TicketAnswer | Error)[]) {
  const requestTicket = vi.fn<() => Promise<TicketAnswer>>(async () => {
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('no answer left');
    return answer;
  });
  const sessions: ReturnType<typeof createRoomSession>[] = [];
  const create: typeof createRoomSession = (options) => {
    const session = createRoomSession({
      ...options,
      parts: { createMedia: () => silentMedia() },
    });
    sessions.push(session);
    return session;
  };
  return { door: createDoor({ requestTicket, loadRoom: async () => ({ createRoomSession: create }) }), requestTicket, sessions };
}

describe('the door', () => {
  it('uses what was made ready', async () => {
    const { door, requestTicket, sessions } = setUp([ticket()]);
    door.prepare('Ali');
    const entrance = await door.enter('Ali');
    expect(entrance?.session).toBe(sessions[0]);
    expect(entrance?.meetingId).toBe('m');
    expect(requestTicket).toHaveBeenCalledExactlyOnceWith({ name: 'Ali' });
    entrance?.session.leave();
  });

  it('starts over, and lets go of the old session, when the name changes', async () => {
    const { door, sessions } = setUp([ticket('Ali'), ticket('Sara')]);
    door.prepare('Ali');
    await vi.waitFor(() => expect(sessions).toHaveLength(1));
    const entrance = await door.enter('Sara');
    expect(entrance?.session).toBe(sessions[1]);
    await vi.waitFor(() => expect(sessions[0]?.phase.get()).toEqual({ name: 'ended', reason: 'left' }));
    entrance?.session.leave();
  });

  it('puts nobody out of the room without having been told to', async () => {
    const { door, requestTicket } = setUp([{ ok: true, data: { joinedElsewhere: true } }, ticket()]);
    expect(await door.enter('')).toBeNull();
    expect(door.state.get().status).toBe('elsewhere');
    const entrance = await door.enter('', true);
    expect(requestTicket).toHaveBeenLastCalledWith({ takeOver: true });
    expect(entrance).not.toBeNull();
    entrance?.session.leave();
  });

  it('says why it stays shut, and tries again when asked again', async () => {
    const { door } = setUp([{ ok: false, code: 'nameTaken', field: 'name' }, ticket()]);
    expect(await door.enter('Teacher')).toBeNull();
    expect(door.state.get()).toMatchObject({ status: 'failed', failure: { code: 'nameTaken' } });
    const entrance = await door.enter('Teacher');
    expect(entrance).not.toBeNull();
    entrance?.session.leave();
  });

  it('calls an unreachable portal what it is', async () => {
    const { door } = setUp([new Error('network')]);
    expect(await door.enter('')).toBeNull();
    expect(door.state.get().failure?.code).toBe('plugnmeetUnavailable');
  });
});
