import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { GetActiveRoomInfoResSchema, IsRoomActiveReqSchema } from '#generated/proto/plugnmeet/auth_room_pb.js';
import { CreateRoomReqSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { NatsKvRoomInfoSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { parseWireJson, toWireJson } from './json.ts';

describe('proto JSON out', () => {
  it('writes zeros, long numbers as text, enums as names and unset messages as null', () => {
    expect(toWireJson(GetActiveRoomInfoResSchema, create(GetActiveRoomInfoResSchema, { statusCode: 1 }))).toEqual({
      status: false,
      msg: '',
      status_code: 'SUCCESS',
      room: null,
    });
    expect(toWireJson(NatsKvRoomInfoSchema, create(NatsKvRoomInfoSchema, { dbTableId: 7n }))).toMatchObject({ db_table_id: '7', created_at: '0', room_sid: '' });
  });

  it('leaves unset optionals out', () => {
    expect(toWireJson(CreateRoomReqSchema, create(CreateRoomReqSchema))).toEqual({ room_id: '', metadata: null });
  });
});

describe('proto JSON in', () => {
  it('takes both spellings, numbers as text, and ignores what it does not know', () => {
    const { message, json } = parseWireJson(CreateRoomReqSchema, '{"roomId":"r","max_participants":"7","nonsense":1,"__proto__":{"x":1}}');
    expect(message).toMatchObject({ roomId: 'r', maxParticipants: 7 });
    expect(json).toEqual({ room_id: 'r', max_participants: '7' });
  });

  it.each(['', '[]', '"x"', '{"room_id":5}', '{"room_id":"a","roomId":"a"}', '{'])('refuses %j', (text) => {
    expect(() => parseWireJson(IsRoomActiveReqSchema, text)).toThrow(/^proto: /u);
  });
});
