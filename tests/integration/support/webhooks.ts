import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { receiveWebhook } from '#lib/webhooks/receive.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';

export interface Event {
  event: string;
  id: string;
  created_at: string;
  room: { sid: string; room_id: string };
  participant?: { sid: string; identity: string; name: string; joined_at: string; state: string };
}

/** The events of one held meeting, in the shape a real server sends them. */
export class EventsOfRoom {
  readonly #room: { sid: string; room_id: string };

  constructor(roomId: string, sid: string = randomUUID()) {
    this.#room = { sid, room_id: roomId };
  }

  room(event: string, seconds: number): Event {
    return { event, id: randomUUID(), created_at: String(seconds), room: this.#room };
  }

  joined(sid: string, identity: string, seconds: number, name = ''): Event {
    return { ...this.room('participant_joined', seconds), participant: { sid, identity, name, joined_at: String(seconds), state: 'ACTIVE' } };
  }

  left(sid: string, identity: string, joinedSeconds: number, seconds: number, name = ''): Event {
    return { ...this.room('participant_left', seconds), participant: { sid, identity, name, joined_at: String(joinedSeconds), state: 'DISCONNECTED' } };
  }
}

/** The signature a Plugnmeet server puts on a body. */
export function signatureOf(body: string, claims: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const sha256 = createHash('sha256').update(body).digest('base64');
  return new SignJWT({ iss: apiKey, nbf: now, exp: now + 300, sha256, ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(apiSecret));
}

/** Sends a body with this token to the portal's webhook door. */
export function deliver(body: string, token: string): Promise<Response> {
  return receiveWebhook(new Request('http://portal/api/webhooks/plugnmeet', { method: 'POST', body, headers: { authorization: token, 'hash-token': token, 'content-type': 'application/json' } }));
}

/** Sends an event as the server would. */
export async function send(event: Event): Promise<Response> {
  const body = JSON.stringify(event);
  return deliver(body, await signatureOf(body));
}
