import { create, fromBinary, toBinary, type DescMessage, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import {
  ApproveWaitingUsersReqSchema,
  CommonResponseSchema,
  MuteUnMuteTrackReqSchema,
  RemoveParticipantReqSchema,
  SwitchPresenterReqSchema,
  SwitchPresenterTask,
  UpdateUserLockSettingsReqSchema,
  UpdateWaitingRoomMessageReqSchema,
  VerifyTokenReqSchema,
  VerifyTokenResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { RecordingTasks } from '#generated/proto/plugnmeet/enums_pb.js';
import { RecordingReqSchema } from '#generated/proto/plugnmeet/recording_pb.js';
import type { LockName } from './types.ts';

/** Where and how signalling is reached, as verifyToken answers. */
export interface SignallingAddress {
  urls: string[];
  roomId: string;
  userId: string;
  stream: string;
  subjects: Record<'worker' | 'systemPublic' | 'systemPrivate' | 'chat' | 'dataChannel' | 'whiteboard', string>;
}

/** How a recording or a stream is to be made. */
export interface RecordingWish {
  /** The language of what is written in the film. */
  language: string;
  soundOnly?: boolean;
}

/** As lib/plugnmeet/recording-design.ts reads it: Kelas's own, other recorders leave it alone. */
function designOf({ language, soundOnly }: RecordingWish): string {
  return JSON.stringify({ language, sound_only: soundOnly });
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
  chatFile: 'chatFile',
  privateChat: 'privateChat',
  whiteboard: 'whiteboard',
  notepad: 'sharedNotepad',
  reactions: 'reactions',
};

export interface RoomContext {
  roomId: string;
  roomSid: string;
}

/** The in-meeting HTTP API (wire §3): binary protobuf both ways, the bare join token as Authorization. */
export function createRoomApi(serverUrl: string, token: () => string) {
  /** Sends a request to `/api/<path>`; without a body it is a question (GET). */
  async function exchange(path: string, body?: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const response = await fetch(`${serverUrl.replace(/\/+$/u, '')}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: token(), 'content-type': 'application/protobuf' },
      ...(body ? { body } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Asks for something to be done and reads the answer; throws {@link RoomApiError} when it is refused. */
  async function call<Request extends DescMessage, Answer extends DescMessage>(
    path: string,
    request: Request,
    init: MessageInitShape<Request>,
    answer: Answer,
  ): Promise<MessageShape<Answer>> {
    return accepted(answer, await exchange(path, toBinary(request, create(request, init))));
  }

  /** Asks for something to be told (the GET routes). */
  async function read<Answer extends DescMessage>(path: string, answer: Answer): Promise<MessageShape<Answer>> {
    return accepted(answer, await exchange(path));
  }

  async function command<Schema extends DescMessage>(path: string, schema: Schema, init: MessageInitShape<Schema>): Promise<void> {
    await call(path, schema, init, CommonResponseSchema);
  }

  return {
    call,
    read,
    command,
    async verifyToken(): Promise<SignallingAddress> {
      const request = toBinary(VerifyTokenReqSchema, create(VerifyTokenReqSchema, { isProduction: true }));
      const answer = fromBinary(VerifyTokenResSchema, await exchange('verifyToken', request));
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
          whiteboard: subjects.whiteboard,
        },
      };
    },
    /** Lets one person in. */
    admit: (room: RoomContext, userId: string): Promise<void> =>
      command('waitingRoom/approveUsers', ApproveWaitingUsersReqSchema, { roomId: room.roomId, userId }),
    /** Mutes a track of a person, or their microphone when none is named; `all` mutes every microphone but one's own. */
    mute: (room: RoomContext, userId: string, trackSid = ''): Promise<void> =>
      command('muteUnmuteTrack', MuteUnMuteTrackReqSchema, { sid: room.roomSid, roomId: room.roomId, userId, trackSid, muted: true }),
    /** Makes somebody the presenter, or takes it back. */
    setPresenter: (room: RoomContext, userId: string, presents: boolean): Promise<void> =>
      command('switchPresenter', SwitchPresenterReqSchema, { roomId: room.roomId, userId, task: presents ? SwitchPresenterTask.PROMOTE : SwitchPresenterTask.DEMOTE }),
    /** What those in front of the door read. */
    setWaitingMessage: (room: RoomContext, message: string): Promise<void> =>
      command('waitingRoom/updateMsg', UpdateWaitingRoomMessageReqSchema, { roomId: room.roomId, msg: message }),
    /** Starts the recording as it is wished, or stops it (`null`). */
    record: (room: RoomContext, wish: RecordingWish | null): Promise<void> =>
      command('recording', RecordingReqSchema, {
        task: wish ? RecordingTasks.START_RECORDING : RecordingTasks.STOP_RECORDING,
        roomId: room.roomId,
        sid: room.roomSid,
        ...(wish ? { customDesign: designOf(wish) } : {}),
      }),
    /** Starts sending the class to an RTMP address, or stops it (`null`). */
    broadcast: (room: RoomContext, address: string | null, wish?: RecordingWish): Promise<void> =>
      command('rtmp', RecordingReqSchema, {
        task: address === null ? RecordingTasks.STOP_RTMP : RecordingTasks.START_RTMP,
        roomId: room.roomId,
        sid: room.roomSid,
        ...(address === null ? {} : { rtmpUrl: address }),
        ...(wish ? { customDesign: designOf(wish) } : {}),
      }),
    /** Locks or unlocks something for one person, or for everybody with `all`. */
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

/** Every answer begins with `status` and `msg`, so a refusal reads the same whatever was asked (wire §3.1). */
function accepted<Answer extends DescMessage>(schema: Answer, bytes: Uint8Array): MessageShape<Answer> {
  const verdict = readVerdict(bytes);
  if (!verdict.status) throw new RoomApiError(verdict.msg);
  return fromBinary(schema, bytes);
}

/** The two fields alone: what follows them has another meaning in each answer, and in a refusal. */
function readVerdict(bytes: Uint8Array): { status: boolean; msg: string } {
  const reader = new BinaryReader(bytes);
  const verdict = { status: false, msg: '' };
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1 && type === WireType.Varint) verdict.status = reader.bool();
    else if (field === 2 && type === WireType.LengthDelimited) verdict.msg = reader.string();
    else reader.skip(type, field);
  }
  return verdict;
}

export type RoomApi = ReturnType<typeof createRoomApi>;
