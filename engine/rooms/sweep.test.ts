import { describe, expect, it } from 'vitest';
import { newRoomMetadata } from './metadata.ts';
import { takesSeat } from './records.ts';
import type { RoomRecord, UserRecord } from './records.ts';
import { isDeserted, isOverdue } from './sweep.ts';

const createdAt = 1_766_000_000;

function room(features: Record<string, string> = {}, startedAt = 0): RoomRecord {
  return {
    dbId: '1',
    roomId: 'r',
    sid: 's',
    status: 'active',
    emptyTimeout: 60,
    maxParticipants: 0,
    createdAt,
    startedAt,
    endedAt: 0,
    metadata: newRoomMetadata({ room_title: 'T', room_features: features }, createdAt),
  };
}

function user(changes: Partial<UserRecord>): UserRecord {
  return {
    userId: 'u',
    userSid: 's',
    roomId: 'r',
    name: 'U',
    isAdmin: false,
    isHidden: false,
    isPresenter: false,
    isBlocked: false,
    clientType: 0,
    metadata: '{}',
    status: 'offline',
    connection: '',
    tokensFrom: 0,
    sessionOver: false,
    seatTakenAt: 0,
    isSeatKept: true,
    hasConsumer: false,
    isCleanedUp: false,
    joinedAt: 0,
    reconnectedAt: 0,
    disconnectedAt: 0,
    lastPingAt: 0,
    media: null,
    hasJoinedMedia: false,
    ...changes,
  };
}

const at = (seconds: number): number => (createdAt + seconds) * 1000;

describe('the end of a room nobody asked for', () => {
  it('comes when nobody ever came for the empty timeout', () => {
    expect(isDeserted(room(), [], at(59))).toBe(false);
    expect(isDeserted(room(), [], at(61))).toBe(true);
  });

  it('counts the empty timeout from the last one who left', () => {
    const left = user({ disconnectedAt: at(100) });
    expect(isDeserted(room(), [left], at(159))).toBe(false);
    expect(isDeserted(room(), [left], at(161))).toBe(true);
  });

  it('waits for somebody who may be coming back', () => {
    expect(isDeserted(room(), [user({ status: 'disconnected', disconnectedAt: at(1) })], at(1000))).toBe(false);
    expect(isDeserted(room(), [user({ status: 'online' })], at(1000))).toBe(false);
  });

  it('comes after the room’s duration, counted from the start of media', () => {
    expect(isOverdue(room({ room_duration: '1' }), at(61))).toBe(true);
    expect(isOverdue(room({ room_duration: '1' }, createdAt + 30), at(61))).toBe(false);
    expect(isOverdue(room(), at(1e6))).toBe(false);
  });
});

describe('a seat', () => {
  it('is taken by who is there, who may come back, and who was just let in', () => {
    const now = at(100);
    expect(takesSeat(user({ status: 'online' }), now)).toBe(true);
    expect(takesSeat(user({ status: 'disconnected' }), now)).toBe(true);
    expect(takesSeat(user({ status: 'disconnected', isSeatKept: false }), now)).toBe(false);
    expect(takesSeat(user({ status: 'disconnected', isSeatKept: false, media: { sid: 'PA_1', joinedAt: 1 } }), now)).toBe(true);
    expect(takesSeat(user({ status: 'added', seatTakenAt: now - 1000 }), now)).toBe(true);
    expect(takesSeat(user({ status: 'added', seatTakenAt: now - 60_000 }), now)).toBe(false);
    expect(takesSeat(user({ status: 'online', isHidden: true }), now)).toBe(false);
    expect(takesSeat(user({ status: 'offline' }), now)).toBe(false);
  });
});
