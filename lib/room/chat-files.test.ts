import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom, person, silentApi } from '#tests/fixtures/room.ts';
import { createChatFiles, refusalOf } from './chat-files.ts';
import { withPeople } from './people.ts';
import { createSessionState, type SessionState } from './session-state.ts';
import { UploadError, UploadPurpose, type uploadFile } from './upload.ts';

const say = vi.fn<(html: string, to: string | null) => void>();
const upload = vi.fn<typeof uploadFile>();
const link = { api: silentApi(), serverUrl: 'http://pnm/', token: () => 't' };
const picture = new File(['x'], 'kite & sun.png');
let state: SessionState;
let files: ReturnType<typeof createChatFiles>;

beforeEach(() => {
  vi.resetAllMocks();
  state = createSessionState('me');
  state.room.set(openRoom());
  state.people.set(withPeople(new Map(), [person('me')]));
  files = createChatFiles({ state, link, say, load: async () => ({ uploadFile: upload, UploadPurpose, UploadError }) });
});

describe('files in the chat', () => {
  it('are uploaded and then told of', async () => {
    upload.mockImplementation(async ({ onProgress }) => {
      onProgress?.(0.5);
      expect(state.uploads.get()).toMatchObject([{ name: 'kite & sun.png', share: 0.5, failure: null }]);
      return { id: 'f', name: 'kite & sun.png', path: 'sid/kite & sun.png' };
    });
    files.add(picture, 'ali');
    await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
    expect(say).toHaveBeenCalledWith('<a href="http://pnm/download/uploadedFile/sid/kite%20%26%20sun.png">kite &amp; sun.png</a>', 'ali');
    expect(state.uploads.get()).toEqual([]);
  });

  it('stay listed when they did not arrive, and can be tried again', async () => {
    upload.mockRejectedValueOnce(new UploadError('network', 'gone'));
    files.add(picture, null);
    await vi.waitFor(() => expect(state.uploads.get()).toMatchObject([{ failure: 'network' }]));
    upload.mockResolvedValueOnce({ id: 'f', name: 'a.png', path: 'sid/a.png' });
    files.retry(state.uploads.get()[0]?.id ?? '');
    await vi.waitFor(() => expect(say).toHaveBeenCalledOnce());
  });

  it('can be cancelled on their way', async () => {
    upload.mockImplementation(({ signal }) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new UploadError('stopped', 'cancelled')));
    }));
    files.add(picture, null);
    await vi.waitFor(() => expect(upload).toHaveBeenCalledOnce());
    files.cancel(state.uploads.get()[0]?.id ?? '');
    expect(state.uploads.get()).toEqual([]);
    expect(say).not.toHaveBeenCalled();
  });

  it('are not sent while that is locked', () => {
    state.people.set(withPeople(new Map(), [person('me', { locks: { chatFile: true } })]));
    files.add(picture, null);
    expect(state.uploads.get()).toEqual([]);
  });

  it('are refused before anything is sent when they are too large or of another kind', () => {
    const rules = { types: ['jpg', 'PDF'], largest: 10 };
    expect(refusalOf({ name: 'a.jpeg', size: 10 }, rules)).toBeNull();
    expect(refusalOf({ name: 'a.pdf', size: 11 }, rules)).toBe('size');
    expect(refusalOf({ name: 'a.exe', size: 1 }, rules)).toBe('type');
    expect(refusalOf({ name: 'noname', size: 1 }, { types: [], largest: 0 })).toBeNull();
  });
});
