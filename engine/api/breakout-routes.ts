import { create, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import {
  BreakoutRoomResSchema,
  BroadcastBreakoutRoomMsgReqSchema,
  CreateBreakoutRoomsReqSchema,
  EndBreakoutRoomReqSchema,
  IncreaseBreakoutRoomDurationReqSchema,
  JoinBreakoutRoomReqSchema,
} from '#generated/proto/plugnmeet/breakout_room_pb.js';
import { createBreakouts } from '#engine/breakout/create.ts';
import { endAllBreakouts, endBreakout, increaseDuration, joinBreakout, listBreakouts, messageBreakouts, myBreakout } from '#engine/breakout/rooms.ts';
import type { BreakoutAnswer } from '#engine/breakout/rooms.ts';
import { adminRoute, readMessage } from './route.ts';
import type { ApiCall, ApiRoute } from './route.ts';

async function respond(answer: Promise<BreakoutAnswer>): Promise<Uint8Array> {
  return toBinary(BreakoutRoomResSchema, create(BreakoutRoomResSchema, { ...(await answer), status: true, msg: 'success' }));
}

function question(answer: (call: ApiCall) => Promise<BreakoutAnswer>): ApiRoute {
  return { method: 'GET', callers: 'participants', paramCount: 0, handle: async (call) => await respond(answer(call)) };
}

function command<Desc extends DescMessage>(schema: Desc, act: (call: ApiCall, request: MessageShape<Desc>) => Promise<BreakoutAnswer>): ApiRoute {
  return { method: 'POST', callers: 'participants', paramCount: 0, handle: async (call, body) => await respond(act(call, readMessage(schema, body))) };
}

/** The calls about breakout rooms (wire §3.4). */
export const breakoutRoutes: readonly (readonly [string, ApiRoute])[] = [
  ['/api/breakoutRoom/create', adminRoute(CreateBreakoutRoomsReqSchema, createBreakouts)],
  ['/api/breakoutRoom/join', command(JoinBreakoutRoomReqSchema, joinBreakout)],
  ['/api/breakoutRoom/listRooms', question(listBreakouts)],
  ['/api/breakoutRoom/myRooms', question(myBreakout)],
  ['/api/breakoutRoom/increaseDuration', adminRoute(IncreaseBreakoutRoomDurationReqSchema, increaseDuration)],
  ['/api/breakoutRoom/sendMsg', adminRoute(BroadcastBreakoutRoomMsgReqSchema, messageBreakouts)],
  ['/api/breakoutRoom/endRoom', adminRoute(EndBreakoutRoomReqSchema, endBreakout)],
  [
    '/api/breakoutRoom/endAllRooms',
    {
      method: 'POST',
      callers: 'admins',
      paramCount: 0,
      handle: async (call) => {
        await endAllBreakouts(call);
        return undefined;
      },
    },
  ],
];
