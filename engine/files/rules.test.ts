import type { JsonObject } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { RoomUploadedFileType as FileType } from '#generated/proto/plugnmeet/common_api_pb.js';
import { newRoomMetadata } from '#engine/rooms/metadata.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { requireSize, requireType } from './rules.ts';

const megabyte = 1024 * 1024;

function room(features: JsonObject): RoomRecord {
  const metadata = newRoomMetadata({ room_title: 'T', room_features: features }, 1);
  return { dbId: '1', roomId: 'r', sid: 's', status: 'active', emptyTimeout: 0, maxParticipants: 0, createdAt: 1, startedAt: 1, endedAt: 0, metadata };
}

describe('files of a room', () => {
  const limited = room({ chat_features: { is_allow: true, max_file_size: '5000', allowed_file_types: ['pdf', 'jpg'] }, whiteboard_features: { is_allow: true } });

  it.each([
    [FileType.CHAT_FILE, 50, '50MB'],
    [FileType.WHITEBOARD_CONVERTED_FILE, 30, '30MB'],
    [FileType.WHITEBOARD_IMAGE_FILE, 30, '30MB'],
  ])('of type %i are at most as large as this server allows for them, whatever create says', (type, megabytes, text) => {
    expect(() => requireSize(limited, megabytes * megabyte, type)).not.toThrow();
    expect(() => requireSize(limited, megabytes * megabyte + 1, type)).toThrow(`file too large: max allowed is ${text}`);
  });

  it('are of the types the room takes, whatever they are called', () => {
    expect(() => requireType(limited, 'jpeg')).not.toThrow();
    expect(() => requireType(limited, 'exe')).toThrow("'exe' is not an allowed file type");
  });
});
