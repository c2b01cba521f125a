import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { deflateSync, crc32 } from 'node:zlib';
import { create } from '@bufbuild/protobuf';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import {
  GetRoomUploadedFilesReqSchema,
  GetRoomUploadedFilesResSchema,
  RoomUploadedFileType as FileType,
  UploadBase64EncodedDataReqSchema,
  UploadBase64EncodedDataResSchema,
  UploadedFileMergeReqSchema,
  UploadedFileResSchema,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import type { RoomUploadedFileMetadata, UploadBase64EncodedDataRes } from '#generated/proto/plugnmeet/common_api_pb.js';
import { signBody } from '#lib/plugnmeet/signature.ts';
import { apiKey, apiSecret, startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { auth, openRoom, ticket } from './support/calls.ts';
import { Participant, api } from './support/participant.ts';

const services = inject('services');
const roomId = 'board';
const noMutool = !isInstalled(process.env['MUTOOL_PATH'] ?? 'mutool', '-v');
const noOffice = !isInstalled(process.env['SOFFICE_PATH'] ?? 'soffice', '--version');
const answerSchema = z.looseObject({ status: z.boolean(), msg: z.string(), fileId: z.string().optional(), filePath: z.string().optional(), totalPages: z.number().optional() });
let engine: TestEngine;
let sid: string;
let bobToken: string;
let annToken: string;
let ann: Participant;
let files: Server;
let filesHost: string;

function isInstalled(command: string, flag: string): boolean {
  try {
    execFileSync(command, [flag], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A grey picture. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 128);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

async function pdf(pages: readonly (readonly [number, number])[]): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (const [width, height] of pages) document.addPage([width, height]);
  return Buffer.from(await document.save());
}

async function encode(token: string, fileName: string, bytes: Buffer, fileType: FileType): Promise<UploadBase64EncodedDataRes> {
  const message = create(UploadBase64EncodedDataReqSchema, { roomId, fileName, fileType, data: bytes.toString('base64') });
  return (await api(engine.url, 'uploadBase64EncodedData', token, { schema: UploadBase64EncodedDataReqSchema, message }, UploadBase64EncodedDataResSchema)).message;
}

async function convert(token: string, filePath: string, path = 'whiteboard/convert') {
  const body = JSON.stringify({ roomSid: sid, roomId, userId: 'ann', filePath });
  const answer = await fetch(`${engine.url}/api/${path}`, { method: 'POST', headers: { Authorization: token, 'Content-Type': 'application/json' }, body });
  return { status: answer.status, json: answerSchema.parse(await answer.json()) };
}

async function converted(token = annToken, room = roomId): Promise<RoomUploadedFileMetadata[]> {
  const message = create(GetRoomUploadedFilesReqSchema, { roomId: room, fileType: FileType.WHITEBOARD_CONVERTED_FILE });
  return (await api(engine.url, 'getRoomFilesByType', token, { schema: GetRoomUploadedFilesReqSchema, message }, GetRoomUploadedFilesResSchema)).message.files;
}

async function send(room: string, parts: Record<string, string | Buffer>, signedRoom = room) {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), 'lesson.pdf');
  }
  const headers = { 'API-KEY': apiKey, 'HASH-SIGNATURE': signBody(apiSecret, signedRoom), 'Room-Id': room };
  const answer = await fetch(`${engine.url}/auth/room/uploadWhiteboardFile`, { method: 'POST', headers, body: form });
  return { status: answer.status, json: answerSchema.parse(await answer.json()) };
}

async function slice(token: string, fields: Record<string, string>, bytes: Buffer) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ roomSid: sid, roomId, userId: 'ann', file_id: 'default', file_name: 'x', export_id: 'one', ...fields })) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]), 'slice.png');
  const answer = await fetch(`${engine.url}/api/whiteboard/pdf-export/upload`, { method: 'POST', headers: { Authorization: token }, body: form });
  return { status: answer.status, text: await answer.text() };
}

async function merge(token: string, room = roomId) {
  const message = create(UploadedFileMergeReqSchema, { roomSid: sid, roomId: room, resumableIdentifier: 'one', resumableFilename: 'تخته.pdf' });
  return (await api(engine.url, 'whiteboard/pdf-export/merge', token, { schema: UploadedFileMergeReqSchema, message }, UploadedFileResSchema)).message;
}

function features(preload: string) {
  return { features: { whiteboard_features: { is_allow: true, preload_file: preload } } };
}

beforeAll(async () => {
  const lesson = await pdf([[595, 842], [595, 842]]);
  files = createServer((request, response) => {
    if (request.url === '/away') response.writeHead(302, { Location: 'http://169.254.169.254/latest' }).end();
    else if (request.url === '/big') response.writeHead(200).end(Buffer.alloc(6 * 1024 * 1024, 'x'));
    else response.writeHead(200, { 'Content-Type': 'application/pdf' }).end(lesson);
  });
  await new Promise<void>((resolve) => {
    files.listen(0, '127.0.0.1', resolve);
  });
  const address = files.address();
  filesHost = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  engine = await startEngine(services, { env: { REMOTE_FILE_PRIVATE_HOSTS: filesHost, WHITEBOARD_MAX_PAGES: '3' } });
  sid = (await openRoom(engine.url, roomId)).sid;
  annToken = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  bobToken = await ticket(engine.url, roomId, 'bob');
  ann = await Participant.join(engine.url, annToken);
});

afterAll(async () => {
  await ann.leave();
  await engine.stop();
  files.closeAllConnections();
  files.close();
});

describe('files in one message', () => {
  it('follow the rules of every upload', async () => {
    const mine = await encode(bobToken, 'a.png', png(2, 2), FileType.CHAT_FILE);
    expect({ status: mine.status, filePath: mine.filePath, fileMimeType: mine.fileMimeType }).toEqual({ status: true, filePath: `${sid}/a.png`, fileMimeType: 'image/png' });
    const served = await fetch(`${engine.url}/download/uploadedFile/${mine.filePath}`);
    expect(Buffer.from(await served.arrayBuffer())).toEqual(png(2, 2));
    expect((await encode(bobToken, 'a.pdf', png(2, 2), FileType.WHITEBOARD_CONVERTED_FILE)).msg).toBe('you are not allowed to upload this file');
    const message = create(UploadBase64EncodedDataReqSchema, { roomId, fileName: 'a.png', data: '<not base64>' });
    const request = { schema: UploadBase64EncodedDataReqSchema, message };
    expect((await api(engine.url, 'uploadBase64EncodedData', bobToken, request, UploadBase64EncodedDataResSchema)).message.msg).toBe('data is not base64');
    const other = { schema: UploadBase64EncodedDataReqSchema, message: create(UploadBase64EncodedDataReqSchema, { ...message, roomId: 'elsewhere' }) };
    expect((await api(engine.url, 'uploadBase64EncodedData', bobToken, other, UploadBase64EncodedDataResSchema)).message.msg).toBe('requested roomId & token roomId mismatched');
  });
});

describe.skipIf(noMutool)('whiteboard files (skipped without mutool: it draws the pages)', () => {
  it('become pages, and who asked is told', async () => {
    const { filePath } = await encode(annToken, 'lesson.pdf', await pdf([[595, 842], [842, 595]]), FileType.WHITEBOARD_CONVERTED_FILE);
    const { status, json } = await convert(annToken, filePath);
    expect({ status, json }).toMatchObject({ status: 200, json: { status: true, msg: 'success', fileName: 'lesson.pdf', totalPages: 2 } });
    expect(json.filePath).toBe(`${sid}/${json.fileId}`);
    const notice = await ann.next('SYSTEM_NOTIFICATION', ({ msg }) => msg.includes('notifications.whiteboard-new-file-added'));
    expect(JSON.parse(notice.msg)).toMatchObject({ with_sound: true });
    expect(await converted()).toMatchObject([{ fileId: json.fileId, fileName: 'lesson.pdf', filePath: json.filePath, totalPages: 2, uploadedByUserId: 'ann' }]);
    const page = await fetch(`${engine.url}/download/uploadedFile/${json.filePath}/page_2.png`);
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({ status: 200, type: 'image/png' });
    const meta = await fetch(`${engine.url}/download/uploadedFile/${json.filePath}/page_2_meta.json`);
    const { width, height, ...rest } = z.object({ page: z.number(), orientation: z.string(), width: z.number(), height: z.number() }).parse(await meta.json());
    expect(rest).toEqual({ page: 2, orientation: 'landscape' });
    expect(Math.abs(width - (842 / 72) * 300)).toBeLessThan(3);
    expect(Math.abs(height - (595 / 72) * 300)).toBeLessThan(3);
  });

  it('may be pictures: one page', async () => {
    const { filePath } = await encode(annToken, 'tall.png', png(20, 60), FileType.WHITEBOARD_IMAGE_FILE);
    expect((await convert(annToken, filePath, 'convertWhiteboardFile')).json).toMatchObject({ status: true, totalPages: 1 });
  });

  it('are refused with a reason', async () => {
    const long = await encode(annToken, 'long.pdf', await pdf([[100, 100], [100, 100], [100, 100], [100, 100]]), FileType.WHITEBOARD_CONVERTED_FILE);
    expect(await convert(annToken, long.filePath)).toMatchObject({ status: 400, json: { status: false, msg: 'file has too many pages: max allowed is 3' } });
    const broken = await encode(annToken, 'broken.pdf', Buffer.from('%PDF-1.7\nnothing more'), FileType.WHITEBOARD_CONVERTED_FILE);
    expect(await convert(annToken, broken.filePath)).toMatchObject({ status: 400, json: { status: false } });
    expect(await convert(bobToken, long.filePath)).toMatchObject({ status: 400, json: { msg: 'you are not allowed to upload this file' } });
    for (const path of ['', 'x', `${sid}/../${sid}/long.pdf`, `${crypto.randomUUID()}/long.pdf`, `${sid}/%2e%2e/x`, `${sid}/missing.pdf`]) {
      expect(await convert(annToken, path), path).toMatchObject({ status: 400, json: { msg: 'file not found' } });
    }
    const nonsense = await fetch(`${engine.url}/api/whiteboard/convert`, { method: 'POST', headers: { Authorization: annToken }, body: '[]' });
    expect(nonsense.status).toBe(400);
  });

  it('come from other servers too, signed by their room', async () => {
    const before = (await converted()).length;
    expect(await send(roomId, { document: await pdf([[200, 100]]) })).toMatchObject({ status: 200, json: { status: true, msg: 'file uploaded successfully' } });
    await vi.waitUntil(async () => (await converted()).length === before + 1, { timeout: 15_000 });
    expect((await send(roomId, { document: png(1, 1) }, 'another')).status).toBe(401);
    expect(await send('nowhere', { document: png(1, 1) })).toMatchObject({ status: 400, json: { status_code: 'ROOM_NOT_FOUND' } });
    // The lock is free again a moment after the pages are there.
    const answers = await vi.waitUntil(
      async () => {
        const refused = await send(roomId, { document: Buffer.from([0, 1, 2, 3]) });
        return refused.status === 409 ? undefined : refused;
      },
      { timeout: 15_000 },
    );
    expect(answers).toMatchObject({ status: 400, json: { msg: "'bin' is not an allowed file type" } });
    expect(await send(roomId, { document: Buffer.alloc(31 * 1024 * 1024, 'x') })).toMatchObject({ status: 413, json: { msg: 'file too large: max allowed is 30MB' } });
  });

  it('come by their address when that is not inside this network', async () => {
    const before = (await converted()).length;
    expect((await send(roomId, { document_link: `http://${filesHost}/lesson.pdf` })).status).toBe(200);
    await vi.waitUntil(async () => (await converted()).length === before + 1, { timeout: 15_000 });
    expect((await converted()).find(({ uploadedByUserId, totalPages }) => uploadedByUserId === '' && totalPages === 2)?.fileName).toBe('lesson.pdf');
  });

  it('are loaded when a room is made that names one, and only from where it is allowed', async () => {
    await openRoom(engine.url, 'board-preload', features(`http://${filesHost}/lesson.pdf`));
    const token = await ticket(engine.url, 'board-preload', 'ann', { isAdmin: true });
    await vi.waitUntil(async () => (await converted(token, 'board-preload'))[0]?.totalPages === 2, { timeout: 15_000 });
    const inside = `http://127.0.0.1:${engine.port}/healthCheck`;
    for (const [index, address] of [inside, `http://${filesHost}/away`, `http://${filesHost}/big`, 'http://localhost:1/x'].entries()) {
      const room = `board-refused-${index}`;
      await openRoom(engine.url, room, features(address));
      await vi.waitUntil(
        async () => !(await auth(engine.url, '/auth/room/getActiveRoomInfo', { room_id: room })).text.includes('preload_file'),
        { timeout: 15_000 },
      );
      expect(await converted(await ticket(engine.url, room, 'ann', { isAdmin: true }), room), address).toEqual([]);
    }
  });

  it.skipIf(noOffice)('may be office files (skipped without LibreOffice: it makes PDF files of them)', async () => {
    const text = await encode(annToken, 'notes.txt', Buffer.from('سلام\n'), FileType.WHITEBOARD_CONVERTED_FILE);
    expect((await convert(annToken, text.filePath)).json).toMatchObject({ status: true, totalPages: 1 });
  });
});

describe('programs that are not there', () => {
  it('are named to who asks for pages', async () => {
    const other = await startEngine(services, { port: services.enginePort + 40, env: { MUTOOL_PATH: '/nowhere/mutool', SOFFICE_PATH: '/nowhere/soffice' } });
    try {
      const { filePath } = await encode(annToken, 'again.png', png(3, 3), FileType.WHITEBOARD_IMAGE_FILE);
      const answer = await fetch(`${other.url}/api/whiteboard/convert`, {
        method: 'POST',
        headers: { Authorization: annToken },
        body: JSON.stringify({ roomSid: sid, roomId, filePath }),
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ status: false, msg: 'this server cannot convert such files: /nowhere/mutool is not installed' });
    } finally {
      await other.stop();
    }
  });
});

describe('exporting the whiteboard', () => {
  it('makes one PDF of the pictures, for who asked alone', async () => {
    const order = [['2', '0', 40, 30], ['1', '1', 40, 10], ['1', '0', 40, 20]] as const;
    for (const [page, part, width, height] of order) {
      expect(await slice(annToken, { page_number: page, slice_number: part }, png(width, height))).toEqual({ status: 200, text: 'file uploaded successfully' });
    }
    expect((await merge(bobToken)).msg).toBe('no pictures were uploaded for this export');
    expect((await merge(annToken, 'elsewhere')).msg).toBe('requested roomId & token roomId mismatched');
    const file = await merge(annToken);
    expect(file).toMatchObject({ status: true, fileName: 'تخته.pdf', fileMimeType: 'application/pdf' });
    const message = await ann.next('SYSTEM_CHAT_MSG');
    expect({ subject: message.subject, ...JSON.parse(message.msg) }).toMatchObject({ subject: `sysPrivate.${roomId}.ann.system`, file_path: file.filePath });
    const document = await PDFDocument.load(await (await fetch(`${engine.url}/download/uploadedFile/${file.filePath.split('/').map(encodeURIComponent).join('/')}`)).arrayBuffer());
    expect(document.getPages().map((page) => page.getSize())).toEqual([{ width: 30, height: 22.5 }, { width: 30, height: 22.5 }]);
    expect((await merge(annToken)).msg).toBe('no pictures were uploaded for this export');
  });

  it('takes pictures only', async () => {
    expect(await slice(annToken, { page_number: '1', slice_number: '0' }, Buffer.from('hello'))).toMatchObject({ status: 400 });
    expect((await slice(annToken, { page_number: 'x', slice_number: '0' }, png(1, 1))).text).toContain('missing or invalid parameters: page_number');
    expect((await slice('', { page_number: '1', slice_number: '0' }, png(1, 1))).status).toBe(400);
    expect((await slice(annToken, { roomId: 'elsewhere', page_number: '1', slice_number: '0' }, png(1, 1))).text).toContain('mismatched');
  });
});
