import { create } from '@bufbuild/protobuf';
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { CommonResponseSchema, UpdateUserLockSettingsReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { ticket } from './calls.ts';
import { api } from './participant.ts';

/** Makes one `/api` call as a moderator of the room; answers its `msg`. */
export async function moderate<Desc extends DescMessage>(engineUrl: string, roomId: string, path: string, schema: Desc, init: MessageInitShape<Desc>): Promise<string> {
  const token = await ticket(engineUrl, roomId, 'moderator', { isAdmin: true });
  return (await api(engineUrl, path, token, { schema, message: create(schema, init) }, CommonResponseSchema)).message.msg;
}

/** Locks or unlocks something (wire §6.2), for everybody unless somebody is named. */
export async function setLock(engineUrl: string, roomId: string, service: string, direction: 'lock' | 'unlock', userId = 'all'): Promise<void> {
  const answer = await moderate(engineUrl, roomId, 'updateLockSettings', UpdateUserLockSettingsReqSchema, { roomId, userId, service, direction });
  if (answer !== 'success') throw new Error(answer);
}
