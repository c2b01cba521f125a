import { create } from '@bufbuild/protobuf';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { UploadedFileResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { silentApi } from '#tests/fixtures/room.ts';
import { RoomApiError, type RoomApi } from './api.ts';
import { UploadError, uploadFile, UploadPurpose, type UploadOptions } from './upload.ts';

const send = vi.fn<NonNullable<UploadOptions['send']>>();
const merged = vi.fn<(path: string, request: unknown, init: object) => void>();
let refusal: string | null = null;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one generic call stands for all
const call = (async (path: string, request: unknown, init: object) => {
  merged(path, request, init);
  if (refusal) throw new RoomApiError(refusal);
  return create(UploadedFileResSchema, { fileId: 'f', fileName: 'a.pdf', filePath: 'sid/a.pdf' });
}) as RoomApi['call'];
const file = new File([new Uint8Array(25_000_000)], 'a.pdf');

function upload(change: Partial<UploadOptions> = {}) {
  return uploadFile({ api: silentApi({ call }), serverUrl: 'http://pnm/', token: () => 't', room: { roomId: 'r', roomSid: 's' }, userId: 'me', file, purpose: UploadPurpose.CHAT_FILE, send, ...change });
}

beforeEach(() => {
  vi.resetAllMocks();
  refusal = null;
  send.mockResolvedValue();
});

describe('uploading', () => {
  it('sends the chunks in order and has them put together', async () => {
    await expect(upload()).resolves.toEqual({ id: 'f', name: 'a.pdf', path: 'sid/a.pdf' });
    const sent = send.mock.calls.map(([{ address, content }]) => [new URL(address).searchParams.get('resumableChunkNumber'), content.size]);
    expect(sent).toEqual([['1', 10_000_000], ['2', 10_000_000], ['3', 5_000_000]]);
    expect(merged).toHaveBeenCalledExactlyOnceWith('uploadedFileMerge', expect.anything(), expect.objectContaining({ roomId: 'r', roomSid: 's', resumableTotalChunks: 3, fileType: UploadPurpose.CHAT_FILE }));
  });

  it('tells how much has arrived', async () => {
    const shares: number[] = [];
    send.mockImplementation(async ({ content, onProgress }) => onProgress(content.size));
    await upload({ onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.4, 0.8, 1]);
  });

  it('repeats a chunk that was lost on the way', async () => {
    send.mockRejectedValueOnce(new UploadError('network', 'lost'));
    await upload();
    expect(send).toHaveBeenCalledTimes(4);
  });

  it('gives up at once on what the server does not take', async () => {
    send.mockRejectedValueOnce(new UploadError('type', 'no'));
    await expect(upload()).rejects.toMatchObject({ failure: 'type' });
    expect(send).toHaveBeenCalledOnce();
  });

  it('says why the server did not put it together', async () => {
    refusal = 'file too large: max allowed is 5MB';
    await expect(upload()).rejects.toMatchObject({ failure: 'size' });
  });

  it('stops when cancelled', async () => {
    const stop = new AbortController();
    send.mockImplementation(async () => stop.abort());
    await expect(upload({ signal: stop.signal })).rejects.toMatchObject({ failure: 'stopped' });
    expect(send).toHaveBeenCalledOnce();
  });
});
