import { SwitchPresenterTask } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { SwitchPresenterReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { isOnline } from '#engine/rooms/records.ts';
import { changeUserMetadata } from '#engine/rooms/user-metadata.ts';
import { checkRoom } from './call.ts';
import type { ModeratorCall } from './call.ts';

/** Makes somebody the presenter, or takes it back to who asks; there is one at a time (wire §6.3). */
export async function switchPresenter(call: ModeratorCall, request: SwitchPresenterReq): Promise<void> {
  checkRoom(call, request.roomId, '');
  const { context, claims } = call;
  const target = await context.store.findUser(claims.roomId, request.userId);
  if (!target || !isOnline(target)) throw new Refused("user isn't active now");
  const presenterId = request.task === SwitchPresenterTask.PROMOTE ? target.userId : claims.userId;
  const setPresenter = async (userId: string, isPresenter: boolean): Promise<void> => {
    await changeUserMetadata(context, claims.roomId, userId, (metadata) => {
      if (metadata.isPresenter === isPresenter) return false;
      metadata.isPresenter = isPresenter;
      return true;
    });
  };
  await setPresenter(presenterId, true);
  for (const user of context.store.users(claims.roomId)) {
    if (user.isPresenter && user.userId !== presenterId) await setPresenter(user.userId, false);
  }
}
