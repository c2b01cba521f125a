import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ApproveWaitingUsersReqSchema, CommonResponseSchema, RemoveParticipantReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { PlugnmeetRefusal, PlugnmeetUnavailable } from './client-errors.ts';

export interface RemovalRequest {
  roomId: string;
  roomSid: string;
  userId: string;
  /** Shown to the person taken out. */
  message: string;
  block: boolean;
}

/** Calls `/api/removeParticipant` (spec §3.2): binary protobuf, the bare token as Authorization. */
export async function removeThroughApi(baseUrl: string, token: string, { roomId, roomSid, userId, message, block }: RemovalRequest): Promise<void> {
  const body = toBinary(RemoveParticipantReqSchema, create(RemoveParticipantReqSchema, { roomId, sid: roomSid, userId, msg: message, blockUser: block }));
  await exchange(new URL('/api/removeParticipant', baseUrl), token, body);
}

/** Calls `/api/waitingRoom/approveUsers` (spec §6.1). */
export async function approveThroughApi(baseUrl: string, token: string, { roomId, userId }: { roomId: string; userId: string }): Promise<void> {
  const body = toBinary(ApproveWaitingUsersReqSchema, create(ApproveWaitingUsersReqSchema, { roomId, userId }));
  await exchange(new URL('/api/waitingRoom/approveUsers', baseUrl), token, body);
}

async function exchange(url: URL, token: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const verdict = await send(url, token, body);
  if (!verdict.status) throw new PlugnmeetRefusal('', verdict.msg);
}

async function send(url: URL, token: string, body: Uint8Array<ArrayBuffer>) {
  try {
    const response = await fetch(url, {
      method: 'POST', body, redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(10_000),
      headers: { authorization: token, 'content-type': 'application/protobuf' },
    });
    return fromBinary(CommonResponseSchema, new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    throw new PlugnmeetUnavailable(error instanceof Error ? error.message : 'no answer', { maybeApplied: true, cause: error });
  }
}
