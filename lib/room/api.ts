import { create, fromBinary, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import {
  ApproveWaitingUsersReqSchema,
  CommonResponseSchema,
  MuteUnMuteTrackReqSchema,
  RemoveParticipantReqSchema,
  UpdateUserLockSettingsReqSchema,
  VerifyTokenReqSchema,
  VerifyTokenResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import type { LockName } from './types.ts';

/** Where and how signalling is reached, as verifyToken answers. */
export interface SignallingAddress {
  urls: string[];
  roomId: string;
  userId: string;
  stream: string;
  subjects: Record<'worker' | 'systemPublic' | 'systemPrivate' | 'chat' | 'dataChannel', string>;
}

/** A refusal by the server; `message` is its text or i18n key. */
export class RoomApiError extends Error {
  override readonly name = 'RoomApiError';
}

/** The server's names of the locks (wire §6.2). */
const lockServices: Readonly<Record<LockName, string>> = {
  microphone: 'mic',
  camera: 'webcam',
  screenShare: 'screenShare',
  chat: 'chat',
  chatSend: 'sendChatMsg',
};

export interface RoomContext {
  roomId: string;
  roomSid: string;
}

/** The in-meeting HTTP API (wire §3): binary protobuf both ways, the bare join token as Authorization. */
export function createRoomApi(serverUrl: string, token: () => string) {
  async function post(path: string, body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const response = await fetch(`${serverUrl.replace(/\/+$/u, '')}/api/${path}`, {
      method: 'POST',
      headers: { authorization: token(), 'content-type': 'application/protobuf' },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  async function command<Schema extends DescMessage>(path: string, schema: Schema, init: MessageInitShape<Schema>): Promise<void> {
    const answer = fromBinary(CommonResponseSchema, await post(path, toBinary(schema, create(schema, init))));
    if (!answer.status) throw new RoomApiError(answer.msg);
  }

  return {
    async verifyToken(): Promise<SignallingAddress> {
      const request = toBinary(VerifyTokenReqSchema, create(VerifyTokenReqSchema, { isProduction: true }));
      const answer = fromBinary(VerifyTokenResSchema, await post('verifyToken', request));
      const subjects = answer.natsSubjects;
      if (!answer.status || !subjects || !answer.roomId || !answer.userId || !answer.roomStreamName) throw new RoomApiError(answer.msg);
      return {
        urls: answer.natsWsUrls,
        roomId: answer.roomId,
        userId: answer.userId,
        stream: answer.roomStreamName,
        subjects: {
          worker: subjects.systemJsWorker,
          systemPublic: subjects.systemPublic,
          systemPrivate: subjects.systemPrivate,
          chat: subjects.chat,
          dataChannel: subjects.dataChannel,
        },
      };
    },
    /** Lets one person in. */
    admit: (room: RoomContext, userId: string): Promise<void> =>
      command('waitingRoom/approveUsers', ApproveWaitingUsersReqSchema, { roomId: room.roomId, userId }),
    /** Mutes a person's microphone. */
    mute: (room: RoomContext, userId: string): Promise<void> =>
      command('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { sid: room.roomSid, roomId: room.roomId, userId, muted: true }),
    setLock: (room: RoomContext, userId: string, lock: LockName, locked: boolean): Promise<void> =>
      command('updateLockSettings', UpdateUserLockSettingsReqSchema, {
        roomSid: room.roomSid,
        roomId: room.roomId,
        userId,
        service: lockServices[lock],
        direction: locked ? 'lock' : 'unlock',
      }),
    remove: (room: RoomContext, userId: string, message: string, block: boolean): Promise<void> =>
      command('removeParticipant', RemoveParticipantReqSchema, {
        sid: room.roomSid,
        roomId: room.roomId,
        userId,
        msg: message,
        blockUser: block,
      }),
  };
}

export type RoomApi = ReturnType<typeof createRoomApi>;
