import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom, person, unsealed } from '#tests/fixtures/room.ts';
import { createPeerData, type OutgoingPeerMessage } from './peer-data.ts';
import { withPeople } from './people.ts';
import { createReactionRoom } from './reaction-room.ts';
import { createSessionState, type SessionState } from './session-state.ts';
import { DataMsgBodyType, encodeDataMessage } from './wire.ts';

const send = vi.fn<(message: OutgoingPeerMessage) => Promise<void>>(async () => undefined);
let state: SessionState;
let peers: ReturnType<typeof createPeerData>;
let room: ReturnType<typeof createReactionRoom>;

function hear(from: string, emoji: string): void {
  peers.receive(encodeDataMessage({ type: DataMsgBodyType.REACTION, from, message: JSON.stringify({ emoji, fromUserId: from }) }), false);
}
const shown = () => state.reactions.get().map(({ fromId, emoji }) => `${fromId} ${emoji}`);

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  state = createSessionState('me');
  state.room.set(openRoom());
  state.people.set(withPeople(new Map(), [person('me', { name: 'Mina' }), person('ali')]));
  peers = createPeerData('me', () => ({ publish: async () => undefined, send: async () => undefined }), unsealed);
  room = createReactionRoom({ state, peers: { messages: peers.messages, send }, signal: new AbortController().signal });
});
afterEach(() => vi.useRealTimers());

describe('reactions', () => {
  it('go out in the form of the wire and are shown for four seconds', () => {
    room.react('👏');
    expect(shown()).toEqual(['me 👏']);
    const [message] = send.mock.calls[0] ?? [];
    expect(message?.type).toBe(DataMsgBodyType.REACTION);
    expect(JSON.parse(message?.message ?? '')).toEqual({ id: `me-${Date.now()}`, emoji: '👏', fromUserId: 'me', fromName: 'Mina', createdAt: Date.now() });
    vi.advanceTimersByTime(3999);
    expect(shown()).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(shown()).toEqual([]);
  });

  it('go out twice a second at most', () => {
    room.react('👍');
    room.react('👍');
    vi.advanceTimersByTime(500);
    room.react('👍');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('are kept back while they are locked', () => {
    state.people.set(withPeople(new Map(), [person('me', { locks: { reactions: true } })]));
    room.react('👍');
    expect(send).not.toHaveBeenCalled();
    expect(shown()).toEqual([]);
  });

  it('of others are shown unless they are unknown, strangers or a flood', () => {
    hear('ali', '🎉');
    hear('ali', '🎉');
    hear('stranger', '🎉');
    hear('me', '🎉');
    vi.advanceTimersByTime(500);
    hear('ali', '💩');
    expect(shown()).toEqual(['ali 🎉']);
  });
});
