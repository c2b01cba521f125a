import type { KV } from '@nats-io/kv';
import { tryLock } from '#engine/rooms/locks.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';

/** Wire §8. */
const holdMilliseconds = 24 * 60 * 60 * 1000;

const sessionName = (sid: string): string => `merge.session.${sid}`;
const roomName = (roomId: string): string => `merge.room.${roomId}`;

/** What recordings are merged of: one session's, or some of a room's. */
export type MergeScope = { sid: string } | { roomId: string };

/** Notes that a merge was asked for; false when one is under way. */
export async function claimMerge(kv: KV, scope: MergeScope): Promise<boolean> {
  const name = 'sid' in scope ? sessionName(scope.sid) : roomName(scope.roomId);
  return (await tryLock(kv, name, holdMilliseconds)) !== undefined;
}

/** Lets the next merge of this session and room begin. */
export async function releaseMerge(kv: KV, { sid, roomId }: Pick<RoomRecord, 'sid' | 'roomId'>): Promise<void> {
  for (const name of [sessionName(sid), roomName(roomId)]) await kv.delete(`lock.${name}`);
}
