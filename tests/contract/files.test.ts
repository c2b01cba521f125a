import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  CommonResponseSchema,
  GetRoomUploadedFilesReqSchema,
  GetRoomUploadedFilesResSchema,
  RoomUploadedFileType,
  UpdateUserLockSettingsReqSchema,
  UploadedFileMergeReqSchema,
  UploadedFileResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import type { GetRoomUploadedFilesRes, UploadedFileRes } from '#generated/proto/plugnmeet/common_api_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { api } from './support/participant.ts';

const services = inject('services');
const roomId = 'files';
const content = Buffer.from('یک فایل متنی\n'.repeat(50));
const half = Math.ceil(content.length / 2);
const parts = [content.subarray(0, half), content.subarray(half)];
let engine: TestEngine;
let sid: string;
let admin: string;
let bob: string;

function query(identifier: string, chunk: number, size: number, more: Record<string, string> = {}): string {
  return new URLSearchParams({
    resumableIdentifier: identifier,
    resumableFilename: 'x',
    resumableChunkNumber: String(chunk),
    resumableTotalChunks: '2',
    resumableTotalSize: String(content.length),
    resumableCurrentChunkSize: String(size),
    ...more,
  }).toString();
}

async function ask(token: string, parameters: string): Promise<number> {
  return (await fetch(`${engine.url}/api/fileUpload?${parameters}`, { headers: { Authorization: token } })).status;
}

async function put(token: string, parameters: string, bytes: Buffer, field = 'file'): Promise<{ status: number; text: string }> {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)]), 'blob');
  const answer = await fetch(`${engine.url}/api/fileUpload?${parameters}`, { method: 'POST', headers: { Authorization: token }, body: form });
  return { status: answer.status, text: await answer.text() };
}

async function upload(token: string, identifier: string, chunks = parts): Promise<void> {
  for (const [index, bytes] of chunks.entries()) {
    expect(await put(token, query(identifier, index + 1, bytes.length), bytes)).toEqual({ status: 200, text: 'part_uploaded' });
  }
}

async function merge(token: string, identifier: string, name: string, fileType = RoomUploadedFileType.CHAT_FILE, chunks = 2): Promise<UploadedFileRes> {
  const message = create(UploadedFileMergeReqSchema, { roomSid: sid, roomId, fileType, resumableIdentifier: identifier, resumableFilename: name, resumableTotalChunks: chunks });
  return (await api(engine.url, 'uploadedFileMerge', token, { schema: UploadedFileMergeReqSchema, message }, UploadedFileResSchema)).message;
}

async function list(fileType: RoomUploadedFileType): Promise<GetRoomUploadedFilesRes> {
  const request = { schema: GetRoomUploadedFilesReqSchema, message: create(GetRoomUploadedFilesReqSchema, { fileType }) };
  return (await api(engine.url, 'getRoomFilesByType', bob, request, GetRoomUploadedFilesResSchema)).message;
}

function address(path: string): string {
  return `${engine.url}/download/uploadedFile/${path.split('/').map(encodeURIComponent).join('/')}`;
}

beforeAll(async () => {
  engine = await startEngine(services);
  sid = (await openRoom(engine.url, roomId)).sid;
  admin = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  bob = await ticket(engine.url, roomId, 'bob');
});

afterAll(async () => {
  await engine.stop();
});

describe('uploads', () => {
  it('go chunk by chunk, and can be taken up where they stopped', async () => {
    expect(await ask(bob, query('one', 1, half))).toBe(204);
    await upload(bob, 'one');
    expect(await ask(bob, query('one', 1, half))).toBe(201);
    expect(await ask(bob, query('one', 1, half + 1))).toBe(204);
    expect(await ask(admin, query('one', 1, half))).toBe(204);
    const { status, msg, filePath, fileName, fileExtension, fileMimeType } = await merge(bob, 'one', '../تمرین.txt');
    expect({ status, msg, filePath, fileName, fileExtension, fileMimeType }).toEqual({
      status: true,
      msg: 'file uploaded successfully',
      filePath: `${sid}/__تمرین.txt`,
      fileName: '__تمرین.txt',
      fileExtension: 'txt',
      fileMimeType: 'text/plain',
    });
    expect((await merge(bob, 'one', 'again.txt')).msg).toBe("requested file's chunks not found for identifier one, make sure those were uploaded");
  });

  it('are merged in the JSON of older clients too', async () => {
    await upload(bob, 'old');
    const body = JSON.stringify({ roomSid: sid, roomId, resumableIdentifier: 'old', resumableFilename: 'old.txt', resumableTotalChunks: 2 });
    const answer = await fetch(`${engine.url}/api/uploadedFileMerge`, { method: 'POST', headers: { Authorization: bob, 'Content-Type': 'application/json' }, body });
    expect(await answer.json()).toMatchObject({ status: true, msg: 'file uploaded successfully', filePath: `${sid}/old.txt`, fileName: 'old.txt', fileExtension: 'txt' });
  });

  it('are refused with 400 to strangers and when they make no sense', async () => {
    expect((await put('', query('x', 1, half), content)).status).toBe(400);
    expect((await put('a.b.c', query('x', 1, half), content)).text).toContain('notifications.invalid-token');
    expect((await put(bob, query('x', 3, half), content)).status).toBe(400);
    expect((await put(bob, query('x', 1, half), content)).text).toContain('not of the size');
    expect((await put(bob, query('x', 1, half), parts[0] ?? content, 'other')).text).toContain('file is missing');
    expect((await put(bob, query('x', 1, half, { resumableTotalSize: String(51 * 1024 * 1024) }), content)).text).toContain('file too large: max allowed is 50MB');
    expect(await ask(bob, query('x', 1, half))).toBe(204);
  });

  it('are judged by their content, not their name', async () => {
    const program = Buffer.concat([Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex'), Buffer.alloc(200)]);
    const refused = await put(bob, query('elf', 1, program.length, { resumableFilename: 'picture.png' }), program);
    expect(refused).toEqual({ status: 415, text: JSON.stringify({ status: false, msg: "'elf' is not an allowed file type" }) });
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    await upload(bob, 'page', [page]);
    expect((await merge(bob, 'page', 'page.html', RoomUploadedFileType.CHAT_FILE, 1)).fileName).toBe('page.html.txt');
  });

  it('follow the locks and roles of the room', async () => {
    await upload(bob, 'video');
    expect((await merge(bob, 'video', 'a.txt', RoomUploadedFileType.EXTERNAL_MEDIA_PLAYER_FILE)).msg).toBe('you are not allowed to upload this file');
    const lock = create(UpdateUserLockSettingsReqSchema, { roomSid: sid, roomId, userId: 'bob', service: 'chatFile', direction: 'lock' });
    await api(engine.url, 'updateLockSettings', admin, { schema: UpdateUserLockSettingsReqSchema, message: lock }, CommonResponseSchema);
    expect((await merge(bob, 'video', 'a.txt')).msg).toBe('you are not allowed to upload this file');
    await upload(admin, 'video');
    expect((await merge(admin, 'video', 'a.txt', RoomUploadedFileType.EXTERNAL_MEDIA_PLAYER_FILE)).status).toBe(true);
  });

  it('are listed by what they are for', async () => {
    expect((await list(RoomUploadedFileType.CHAT_FILE)).files.map(({ fileName }) => fileName)).toEqual(expect.arrayContaining(['__تمرین.txt', 'old.txt', 'page.html.txt']));
    expect((await list(RoomUploadedFileType.EXTERNAL_MEDIA_PLAYER_FILE)).files).toMatchObject([{ fileName: 'a.txt', uploadedByUserId: 'ann', mimeType: 'text/plain' }]);
    expect((await list(RoomUploadedFileType.VIRTUAL_BACKGROUND)).msg).toBe('no files found for room');
  });
});

describe('downloads', () => {
  it('send a file as something to save', async () => {
    const answer = await fetch(address(`${sid}/__تمرین.txt`));
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''__%D8%AA/u);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const head = await fetch(address(`${sid}/__تمرین.txt`), { method: 'HEAD' });
    expect({ status: head.status, length: head.headers.get('content-length') }).toEqual({ status: 200, length: String(content.length) });
  });

  it('send ranges, and nothing to who has it already', async () => {
    const url = address(`${sid}/old.txt`);
    const range = await fetch(url, { headers: { Range: 'bytes=2-5' } });
    expect({ status: range.status, range: range.headers.get('content-range') }).toEqual({ status: 206, range: `bytes 2-5/${content.length}` });
    expect(Buffer.from(await range.arrayBuffer())).toEqual(content.subarray(2, 6));
    expect((await fetch(url, { headers: { Range: `bytes=${content.length}-` } })).status).toBe(416);
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    // Without this header `fetch` asks for a fresh copy by itself.
    expect((await fetch(url, { headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' } })).status).toBe(304);
  });

  it.each([
    ['nothing', 404],
    ['..%2F..%2Fchunks', 400],
    ['%2e%2e%2f', 400],
    ['a/b', 400],
  ])('do not send %s', async (name, status) => {
    expect((await fetch(`${engine.url}/download/uploadedFile/${sid}/${name}`)).status).toBe(status);
  });

  it('are over with the room', async () => {
    const folder = join(services.home, 'files', 'uploads', sid);
    await access(folder);
    await auth(engine.url, '/auth/room/endRoom', { room_id: roomId });
    await vi.waitUntil(async () => (await fetch(address(`${sid}/old.txt`))).status === 404, { timeout: 15_000 });
    await expect(access(folder)).rejects.toThrow('ENOENT');
  });
});
