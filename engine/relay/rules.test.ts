import { describe, expect, it } from 'vitest';
import { newRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { takesPart } from '#engine/rooms/taking-part.ts';
import { peerChannels } from '#lib/plugnmeet/subjects.ts';
import { isEncrypted, mayDraw } from './rules.ts';

const now = 1_800_000_000_000;

function room(metadata: Parameters<typeof newRoomMetadata>[0] = {}): RoomRecord {
  return { dbId: '1', roomId: 'room', sid: 'sid', status: 'active', emptyTimeout: 0, maxParticipants: 0, createdAt: 0, startedAt: 0, endedAt: 0, metadata: newRoomMetadata(metadata, 0) };
}

function user(change: Partial<UserRecord> = {}, metadata: Record<string, unknown> = {}): UserRecord {
  return {
    userId: 'bob', userSid: '', roomId: 'room', name: 'Bob', isAdmin: false, isHidden: false, isPresenter: false, isBlocked: false, clientType: 0,
    metadata: JSON.stringify(metadata), status: 'online', connection: '', tokensFrom: 0, sessionOver: false, seatTakenAt: 0, isSeatKept: true, hasConsumer: true,
    isCleanedUp: false, joinedAt: 0, reconnectedAt: 0, disconnectedAt: 0, lastPingAt: 0, media: null, hasJoinedMedia: false, ...change,
  };
}

describe('mayDraw', () => {
  const locked = { lock_settings: { lock_whiteboard: true } };
  it.each([
    ['a student, by the room\'s lock', user(), false],
    ['a student who was unlocked', user({}, { lock_settings: { lock_whiteboard: false } }), true],
    ['a moderator', user({ isAdmin: true }, locked), true],
    ['the presenter', user({ isPresenter: true }, locked), true],
  ])('%s', (_, person, expected) => {
    expect(mayDraw(room(), person)).toBe(expected);
  });
});

describe('takesPart', () => {
  it.each([
    ['online', user(), true],
    ['waiting', user({}, { wait_for_approval: true }), false],
    ['blocked', user({ isBlocked: true }), false],
    ['with a session that is over', user({ sessionOver: true }), false],
    ['offline', user({ status: 'offline' }), false],
    ['let in this moment', user({ status: 'added', seatTakenAt: now - 1000 }), true],
    ['let in long ago and never seen', user({ status: 'added', seatTakenAt: now - 60_000 }), false],
  ])('%s', (_, person, expected) => {
    expect(takesPart(person, now)).toBe(expected);
  });
});

function encryptedChannels(encryption: Record<string, boolean>): string[] {
  const sealed = room({ room_features: { end_to_end_encryption_features: { is_enabled: true, ...encryption } } });
  return peerChannels.filter((channel) => isEncrypted(sealed, channel));
}

it('what is encrypted follows the room\'s settings; the data channel always is', () => {
  expect(encryptedChannels({ included_chat_messages: true })).toEqual(['chat', 'dataChannel']);
  expect(encryptedChannels({ included_whiteboard: true })).toEqual(['whiteboard', 'dataChannel']);
  expect(encryptedChannels({ is_enabled: false, included_chat_messages: true })).toEqual([]);
});
