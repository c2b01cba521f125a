import type { ApproveWaitingUsersReq, ChangeVisibilityRes, UpdateWaitingRoomMessageReq } from '#generated/proto/plugnmeet/common_api_pb.js';
import { Refused } from '#engine/api/refused.ts';
import { readUserMetadata } from '#engine/rooms/metadata.ts';
import { changeUserMetadata } from '#engine/rooms/user-metadata.ts';
import { longestName } from '#engine/rooms/validation.ts';
import { changeRoomMetadata, checkRoom } from './call.ts';
import type { ModeratorCall } from './call.ts';

const everybody = 'all';
const longestMessage = longestName * 8;

/** Lets one person in from the waiting room, or with `all` everybody who waits (wire §6.1). */
export async function approveWaiting(call: ModeratorCall, { roomId, userId }: ApproveWaitingUsersReq): Promise<void> {
  checkRoom(call, roomId, '');
  const { context, room } = call;
  const waiting = context.store.users(room.roomId).filter((user) => readUserMetadata(user.metadata).waitForApproval);
  const chosen = userId === everybody ? waiting : waiting.filter((user) => user.userId === userId);
  if (chosen.length === 0 && userId !== everybody && !(await context.store.findUser(room.roomId, userId))) {
    throw new Refused('no user found');
  }
  for (const user of chosen) {
    await changeUserMetadata(context, room.roomId, user.userId, (metadata) => {
      metadata.waitForApproval = false;
      return true;
    });
  }
}

/** Changes what people in the waiting room read. */
export async function changeWaitingMessage(call: ModeratorCall, { roomId, msg: message }: UpdateWaitingRoomMessageReq): Promise<void> {
  checkRoom(call, roomId, '');
  if (message.length > longestMessage) throw new Refused(`message must be at most ${longestMessage} characters`);
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    if (roomFeatures?.waitingRoomFeatures) roomFeatures.waitingRoomFeatures.waitingRoomMsg = message;
  });
}

/** Shows or hides the whiteboard and the notepad for everybody. */
export async function changeVisibility(call: ModeratorCall, request: ChangeVisibilityRes): Promise<void> {
  checkRoom(call, request.roomId, '');
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    if (roomFeatures?.whiteboardFeatures && request.visibleWhiteBoard !== undefined) roomFeatures.whiteboardFeatures.visible = request.visibleWhiteBoard;
    if (roomFeatures?.sharedNotePadFeatures && request.visibleNotepad !== undefined) roomFeatures.sharedNotePadFeatures.visible = request.visibleNotepad;
  });
}
