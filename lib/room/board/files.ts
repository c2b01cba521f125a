import { GetRoomUploadedFilesReqSchema, GetRoomUploadedFilesResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { z } from 'zod';
import { cleanName, parseJson } from '../parse.ts';
import { uploadFile, UploadPurpose, type UploadedFile } from '../upload.ts';
import { fileAddress } from '../shared-file.ts';
import type { RoomWires } from '../wires.ts';
import { defaultFileId, defaultPages } from './place.ts';

/** A document that can be drawn on: its pages are pictures on the server. */
export interface BoardFile {
  id: string;
  name: string;
  /** `<room sid>/<file id>`; empty for the default file. */
  path: string;
  pages: number;
}

export const emptyFile: BoardFile = { id: defaultFileId, name: '', path: '', pages: defaultPages };

export class ConversionError extends Error {
  override readonly name = 'ConversionError';
}

const convertedSchema = z.object({ status: z.boolean(), msg: z.string().default(''), fileId: z.string().optional() });

/** Files of the whiteboard on the server (wire §3.5). */
export function createBoardFiles({ link, state }: Pick<RoomWires, 'link' | 'state'>) {
  const context = () => {
    const room = state.room.get();
    return { roomId: room?.roomId ?? '', roomSid: room?.roomSid ?? '' };
  };
  const send = (file: File, purpose: UploadPurpose, onProgress?: (share: number) => void): Promise<UploadedFile> =>
    uploadFile({ api: link.api, serverUrl: link.serverUrl, token: link.token, room: context(), userId: state.selfId, file, purpose, ...(onProgress ? { onProgress } : {}) });

  return {
    /** Documents of the room. "No files found" is an empty list. */
    async list(): Promise<BoardFile[]> {
      const answer = await link.api.call('getRoomFilesByType', GetRoomUploadedFilesReqSchema, { roomId: context().roomId, fileType: UploadPurpose.WHITEBOARD_CONVERTED_FILE }, GetRoomUploadedFilesResSchema).catch(() => undefined);
      return (answer?.files ?? []).map(({ fileId, fileName, filePath, totalPages }) => ({ id: fileId, name: cleanName(fileName), path: filePath, pages: Math.max(1, totalPages ?? 1) }));
    },
    /** Uploads a document and has its pages made. Resolves to its id, or null while that takes long: a notice tells then. */
    async addDocument(file: File, onProgress: (share: number) => void): Promise<string | null> {
      const { path } = await send(file, UploadPurpose.WHITEBOARD_CONVERTED_FILE, onProgress);
      const response = await fetch(`${link.serverUrl.replace(/\/+$/u, '')}/api/whiteboard/convert`, {
        method: 'POST',
        headers: { authorization: link.token(), 'content-type': 'application/json' },
        body: JSON.stringify({ ...context(), userId: state.selfId, filePath: path }),
        signal: AbortSignal.timeout(90_000),
      });
      const answer = convertedSchema.safeParse(parseJson(await response.text())).data;
      if (!answer?.status) throw new ConversionError(answer?.msg ?? '');
      return answer.fileId ?? null;
    },
    /** Uploads a picture put on a page; resolves to where everybody fetches it. */
    async addPicture(file: File): Promise<string> {
      return fileAddress(link.serverUrl, (await send(file, UploadPurpose.WHITEBOARD_IMAGE_FILE)).path);
    },
    pageAddress: (file: BoardFile, page: number): string => fileAddress(link.serverUrl, `${file.path}/page_${page}.png`),
    /** A picture others put on a page: only from this room's own server. Undefined when it cannot be shown. */
    async picture(address: string): Promise<Blob | undefined> {
      const own = fileAddress(link.serverUrl, '');
      const full = address.startsWith(own) ? address : fileAddress(link.serverUrl, address.replace(/^\/*(?:download\/uploadedFile\/)?/u, ''));
      if (!full.startsWith(own) || /\/\.{1,2}(?:\/|$)/u.test(decodeURIComponent(full))) return undefined;
      const response = await fetch(full, { signal: AbortSignal.timeout(30_000) });
      const type = response.headers.get('content-type') ?? '';
      return response.ok && /^image\/(?:png|jpeg|gif|webp)$/u.test(type) ? response.blob() : undefined;
    },
  };
}

export type BoardFiles = ReturnType<typeof createBoardFiles>;
