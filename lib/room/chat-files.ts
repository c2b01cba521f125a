import type { Link } from './link.ts';
import type { ChatUpload, SessionState } from './session-state.ts';
import { toWireHtml } from './rich-text.ts';
import { fileAddress } from './shared-file.ts';

interface Options {
  state: SessionState;
  link: Pick<Link, 'api' | 'serverUrl' | 'token'>;
  /** Says in the chat where the file is. */
  say: (html: string, to: string | null) => void;
  /** The code is fetched when somebody first sends a file. */
  load?: () => Promise<Pick<typeof import('./upload.ts'), 'uploadFile' | 'UploadPurpose' | 'UploadError'>>;
}

/** Sends files into the chat: uploads them, then tells the others where they are (wire §3.5, §4.9). */
export function createChatFiles({ state, link, say, load = () => import('./upload.ts') }: Options) {
  const running = new Map<string, { file: File; stop: AbortController }>();
  let counter = 0;

  const change = (id: string, part: Partial<ChatUpload>): void =>
    state.uploads.update((uploads) => uploads.map((upload) => (upload.id === id ? { ...upload, ...part } : upload)));
  function drop(id: string): void {
    running.delete(id);
    state.uploads.update((uploads) => uploads.filter((upload) => upload.id !== id));
  }

  async function send(id: string, file: File, to: string | null, signal: AbortSignal): Promise<void> {
    const room = state.room.get();
    const { uploadFile, UploadPurpose, UploadError } = await load();
    try {
      const { name, path } = await uploadFile({
        api: link.api, serverUrl: link.serverUrl, token: link.token, room: { roomId: room?.roomId ?? '', roomSid: room?.roomSid ?? '' }, userId: state.selfId,
        file, purpose: UploadPurpose.CHAT_FILE, signal, onProgress: (share) => change(id, { share }),
      });
      say(`<a href="${toWireHtml(fileAddress(link.serverUrl, path))}">${toWireHtml(name)}</a>`, to);
      drop(id);
    } catch (error) {
      const failure = error instanceof UploadError ? error.failure : 'network';
      if (failure === 'stopped') drop(id);
      else change(id, { failure });
    }
  }

  function start(id: string, file: File, to: string | null): void {
    const stop = new AbortController();
    running.set(id, { file, stop });
    void send(id, file, to, stop.signal).catch(() => change(id, { failure: 'network' }));
  }

  return {
    add(file: File, to: string | null): void {
      const rules = state.room.get()?.features.chatFiles;
      if (!rules || state.ownLocks().chatFile) return;
      counter += 1;
      const id = `upload-${counter}`;
      const failure = refusalOf(file, rules);
      state.uploads.update((uploads) => [...uploads, { id, name: file.name, share: 0, failure, to }]);
      if (failure === null) start(id, file, to);
    },
    /** Cancels one that is on its way, or clears away one that failed. */
    cancel(id: string): void {
      running.get(id)?.stop.abort();
      drop(id);
    },
    retry(id: string): void {
      const upload = state.uploads.get().find((candidate) => candidate.id === id);
      const file = running.get(id)?.file;
      if (!upload || !file || upload.failure === null) return;
      change(id, { failure: null, share: 0 });
      start(id, file, upload.to);
    },
    stopAll(): void {
      for (const { stop } of running.values()) stop.abort();
    },
  };
}

/** What can be told before anything is sent; the server looks at the content. */
export function refusalOf(file: Pick<File, 'name' | 'size'>, rules: { types: readonly string[]; largest: number }): 'type' | 'size' | null {
  if (rules.largest > 0 && file.size > rules.largest) return 'size';
  const extension = /\.([^.]+)$/u.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const known = rules.types.map((type) => type.toLowerCase());
  const same = extension === 'jpg' ? 'jpeg' : extension === 'jpeg' ? 'jpg' : extension;
  return known.length > 0 && !known.includes(extension) && !known.includes(same) ? 'type' : null;
}
