import {
  BreakoutRoomResSchema,
  BroadcastBreakoutRoomMsgReqSchema,
  CreateBreakoutRoomsReqSchema,
  EndBreakoutRoomReqSchema,
  IncreaseBreakoutRoomDurationReqSchema,
  JoinBreakoutRoomReqSchema,
  type BreakoutRoom as WireRoom,
} from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { RoomApiError } from '../api.ts';
import { cleanName } from '../parse.ts';
import type { CallWires } from '../wires.ts';

/** A breakout room as the class knows it. */
export interface BreakoutRoom {
  /** The full room id, `<class>-<n>`. */
  id: string;
  title: string;
  /** Minutes from when the first person came. */
  durationMinutes: number;
  /** Unix seconds. */
  createdAt: number;
  people: readonly { id: string; name: string; isInside: boolean }[];
}

export interface BreakoutPlan {
  minutes: number;
  welcome: string;
  rooms: readonly { title: string; people: readonly { id: string; name: string }[] }[];
}

/** The breakout rooms' part of the in-meeting API (wire §3.4). Every call throws `RoomApiError` when it is refused. */
export function createBreakoutCalls({ link, state }: CallWires) {
  const { api } = link;
  const { selfId } = state;
  const roomId = (): string => state.room.get()?.roomId ?? '';

  return {
    /** Empty when there are none. */
    async list(): Promise<BreakoutRoom[]> {
      try {
        return (await api.read('breakoutRoom/listRooms', BreakoutRoomResSchema)).rooms.map(fromWire);
      } catch (error) {
        if (meansNone(error)) return [];
        throw error;
      }
    },
    /** The room oneself was invited to; null when there is none. */
    async mine(): Promise<BreakoutRoom | null> {
      try {
        const { room } = await api.read('breakoutRoom/myRooms', BreakoutRoomResSchema);
        return room ? fromWire(room) : null;
      } catch (error) {
        if (meansNone(error)) return null;
        throw error;
      }
    },
    /** Answers a join token of the breakout room. */
    async join(breakoutRoomId: string): Promise<string> {
      const { token } = await api.call('breakoutRoom/join', JoinBreakoutRoomReqSchema, { breakoutRoomId, userId: selfId, roomId: roomId() }, BreakoutRoomResSchema);
      if (!token) throw new RoomApiError('no token');
      return token;
    },
    async create({ minutes, welcome, rooms }: BreakoutPlan): Promise<void> {
      const request = {
        roomId: roomId(),
        requestedUserId: selfId,
        duration: BigInt(minutes),
        ...(welcome ? { welcomeMsg: welcome } : {}),
        rooms: rooms.map(({ title, people }, index) => ({ id: String(index + 1), title, users: people.map(({ id, name }) => ({ id, name })) })),
      };
      await api.call('breakoutRoom/create', CreateBreakoutRoomsReqSchema, request, BreakoutRoomResSchema);
    },
    async extend(breakoutRoomId: string, minutes: number): Promise<void> {
      await api.call('breakoutRoom/increaseDuration', IncreaseBreakoutRoomDurationReqSchema, { breakoutRoomId, duration: BigInt(minutes), roomId: roomId() }, BreakoutRoomResSchema);
    },
    /** Says something in the chat of every breakout room. */
    async announce(text: string): Promise<void> {
      await api.call('breakoutRoom/sendMsg', BroadcastBreakoutRoomMsgReqSchema, { msg: text, roomId: roomId() }, BreakoutRoomResSchema);
    },
    async end(breakoutRoomId: string): Promise<void> {
      await api.call('breakoutRoom/endRoom', EndBreakoutRoomReqSchema, { breakoutRoomId, roomId: roomId() }, BreakoutRoomResSchema);
    },
    async endAll(): Promise<void> {
      await api.call('breakoutRoom/endAllRooms', EndBreakoutRoomReqSchema, { roomId: roomId() }, BreakoutRoomResSchema);
    },
  };
}

export type BreakoutCalls = ReturnType<typeof createBreakoutCalls>;

function meansNone(error: unknown): boolean {
  return error instanceof RoomApiError && (error.message === 'not found' || error.message.startsWith('no breakout rooms'));
}

function fromWire({ id, title, duration, created, users }: WireRoom): BreakoutRoom {
  return {
    id,
    title: cleanName(title) || id,
    durationMinutes: Number(duration),
    createdAt: Number(created),
    people: users.map((user) => ({ id: user.id, name: cleanName(user.name) || user.id, isInside: user.joined })),
  };
}
