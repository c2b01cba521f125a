import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, expect, it, vi } from 'vitest';
import { CommonResponseSchema, UploadedFileMergeReqSchema, UploadedFileResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { StatusCode } from '#generated/proto/plugnmeet/enums_pb.js';
import { createRoomApi, RoomApiError } from './api.ts';

const fetched = vi.fn<typeof fetch>();
vi.stubGlobal('fetch', fetched);
afterEach(() => fetched.mockReset());
const api = createRoomApi('http://pnm/', () => 'token');
const answer = (bytes: Uint8Array<ArrayBuffer>): void => {
  fetched.mockResolvedValueOnce(new Response(bytes));
};

it('reads an answer whose further fields are its own', async () => {
  answer(toBinary(UploadedFileResSchema, create(UploadedFileResSchema, { status: true, msg: 'ok', fileId: 'a file id', filePath: 'sid/a.png', fileName: 'a.png' })));
  await expect(api.call('uploadedFileMerge', UploadedFileMergeReqSchema, { roomId: 'r' }, UploadedFileResSchema)).resolves.toMatchObject({ fileId: 'a file id', filePath: 'sid/a.png' });
  expect(fetched).toHaveBeenCalledExactlyOnceWith('http://pnm/api/uploadedFileMerge', expect.objectContaining({ method: 'POST', headers: { authorization: 'token', 'content-type': 'application/protobuf' } }));
});

it('throws what a refusal says, whatever was asked for', async () => {
  answer(toBinary(CommonResponseSchema, create(CommonResponseSchema, { status: false, msg: 'no files found for room', statusCode: StatusCode.ROOM_NOT_FOUND })));
  await expect(api.read('polls/listPolls', UploadedFileResSchema)).rejects.toEqual(new RoomApiError('no files found for room'));
  expect(fetched).toHaveBeenCalledExactlyOnceWith('http://pnm/api/polls/listPolls', expect.objectContaining({ method: 'GET' }));
});
