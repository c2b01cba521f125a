import type { EngineContext } from '#engine/context.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { UserRecord } from '#engine/rooms/records.ts';
import { takesPart } from '#engine/rooms/taking-part.ts';
import type { Scene } from './rules.ts';

/** What the rules look at when this participant says something; undefined when they do not take part. Asks nobody: the state is here. */
export function sceneOf({ store, questions }: EngineContext, roomId: string, senderId: string, receiver?: UserRecord): Scene | undefined {
  const room = store.room(roomId);
  const sender = store.user(roomId, senderId);
  const now = Date.now();
  if (!isLive(room) || !sender || !takesPart(sender, now)) return undefined;
  return {
    room,
    sender,
    receiver,
    now,
    hasFile: (path) => store.files.list(roomId).some((file) => file.filePath === path),
    hasPoll: (pollId) => store.polls.list(roomId).some((poll) => poll.id === pollId),
    isParticipant: (userId) => store.user(roomId, userId) !== undefined,
    askerOf: (questionId) => questions.askerOf(roomId, questionId, senderId),
  };
}
