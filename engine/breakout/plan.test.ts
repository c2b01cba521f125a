import { describe, expect, it } from 'vitest';
import { newRoomMetadata, readRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { breakoutMetadata, endOfTime, requireWithinParent } from './plan.ts';

const createdAt = 1_766_000_000;

function room(features: Record<string, string | Record<string, boolean>>): RoomRecord {
  const metadata = newRoomMetadata({ room_title: 'Class', welcome_message: 'Hello', room_features: features }, createdAt);
  return { dbId: '1', roomId: 'r', sid: 's', status: 'active', emptyTimeout: 60, maxParticipants: 9, createdAt, startedAt: createdAt + 60, endedAt: 0, metadata };
}

describe('a breakout room', () => {
  it('has its parent’s settings but neither waiting room, recording, broadcasting nor breakout rooms', () => {
    const parent = room({ waiting_room_features: { is_active: true } });
    const json = breakoutMetadata(parent, { title: 'Group 1', duration: 10, welcome: 'In groups' });
    const metadata = readRoomMetadata(newRoomMetadata(json, createdAt));
    expect(metadata).toMatchObject({ roomTitle: 'Group 1', isBreakoutRoom: true, parentRoomId: 'r', welcomeMessage: 'In groups' });
    expect(metadata.roomFeatures).toMatchObject({
      roomDuration: 10n,
      waitingRoomFeatures: { isActive: false },
      breakoutRoomFeatures: { isAllow: false, isActive: false },
      recordingFeatures: { isAllow: false, isAllowCloud: false, isAllowLocal: false },
      externalBroadcastingFeatures: { isAllow: false },
      chatFeatures: { isAllow: true },
    });
  });

  it('does not outlast its parent', () => {
    const parent = room({ room_duration: '30' });
    const end = endOfTime(parent) ?? 0;
    expect(end).toBe(createdAt + 60 + 30 * 60);
    expect(() => requireWithinParent(parent, end)).not.toThrow();
    expect(() => requireWithinParent(parent, end + 1)).toThrow("breakout room's duration can't be more than parent room's duration");
    expect(() => requireWithinParent(room({}), end + 1)).not.toThrow();
  });
});
