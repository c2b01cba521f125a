import type { UserMetadata } from '#generated/proto/plugnmeet/gen_token_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { readUserMetadata, writeUserMetadata } from './metadata.ts';
import type { UserRecord } from './records.ts';

/**
 * Changes somebody's metadata and tells the room (wire §4.6 USER_METADATA_UPDATE). `change` answers false to leave it.
 */
export async function changeUserMetadata(
  context: EngineContext,
  roomId: string,
  userId: string,
  change: (metadata: UserMetadata, user: UserRecord) => boolean,
): Promise<UserRecord | undefined> {
  const user = await context.store.updateUser(roomId, userId, (current) => {
    const metadata = readUserMetadata(current.metadata);
    if (!change(metadata, current)) return undefined;
    return { ...current, isPresenter: metadata.isPresenter, metadata: writeUserMetadata(metadata) };
  });
  if (user) context.notifier.userMetadata(user);
  return user;
}
