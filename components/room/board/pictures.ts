import { CaptureUpdateAction, newElementWith } from '@excalidraw/excalidraw';
import type { BinaryFiles, ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import { fromBase64 } from '#lib/room/board/base64.ts';
import type { BoardFiles } from '#lib/room/board/files.ts';
import { asDataUrl } from './brands.ts';

export function newPictureId(): string {
  return crypto.randomUUID();
}

/** Where a picture's bytes are, which travel apart from the drawing (wire §6.6). */
export function pictureAddress(element: ExcalidrawElement): string | undefined {
  const address: unknown = element.customData?.['fileUrl'];
  return element.type === 'image' && typeof address === 'string' && address !== '' ? address : undefined;
}

/** Uploads the pictures put on a page here, and fetches those of the others. */
export function createPictures(api: ExcalidrawImperativeAPI, files: BoardFiles, onFailure: () => void) {
  const busy = new Set<string>();
  let stopped = false;

  async function fetchOne(fileId: NonNullable<Extract<ExcalidrawElement, { type: 'image' }>['fileId']>, address: string): Promise<void> {
    const blob = await files.picture(address);
    if (!blob || stopped) return;
    const dataURL = asDataUrl(await readAsDataUrl(blob));
    const mimeType = pictureTypes.find((type) => type === blob.type) ?? 'image/png';
    api.addFiles([{ id: fileId, dataURL, mimeType, created: Date.now() }]);
  }

  async function uploadOne(fileId: string, dataUrl: string): Promise<void> {
    const blob = blobOf(dataUrl);
    const extension = blob.type.split('/').at(1)?.replace('+xml', '') ?? 'png';
    const fileUrl = await files.addPicture(new File([blob], `${fileId}.${extension}`, { type: blob.type }));
    if (stopped) return;
    const elements = api.getSceneElementsIncludingDeleted().map((element) =>
      element.type === 'image' && element.fileId === fileId ? newElementWith(element, { status: 'saved', customData: { ...element.customData, fileUrl, isOfficeFile: false } }) : element);
    api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
  }

  return {
    /** Fetches the pictures that are not here yet; resolves when that was tried. */
    async fetchMissing(elements: readonly ExcalidrawElement[]): Promise<void> {
      const held = api.getFiles();
      const fetched: Promise<unknown>[] = [];
      for (const element of elements) {
        const address = pictureAddress(element);
        if (element.type !== 'image' || element.isDeleted || address === undefined || !element.fileId || held[element.fileId] || busy.has(element.fileId)) continue;
        const { fileId } = element;
        busy.add(fileId);
        fetched.push(fetchOne(fileId, address).catch(() => undefined).finally(() => busy.delete(fileId)));
      }
      await Promise.all(fetched);
    },
    upload(elements: readonly ExcalidrawElement[], held: BinaryFiles): void {
      for (const element of elements) {
        if (element.type !== 'image' || element.isDeleted || !element.fileId || pictureAddress(element) !== undefined || busy.has(element.fileId)) continue;
        const file = held[element.fileId];
        if (!file) continue;
        busy.add(element.fileId);
        void uploadOne(element.fileId, file.dataURL).catch(onFailure);
      }
    },
    stop(): void {
      stopped = true;
    },
  };
}

const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** By hand: the content policy lets nothing but servers be fetched. */
function blobOf(dataUrl: string): Blob {
  const [, type = '', content = ''] = /^data:([^;,]+);base64,(.*)$/su.exec(dataUrl) ?? [];
  const bytes = fromBase64(content);
  if (!bytes) throw new Error('the picture could not be read');
  return new Blob([bytes], { type });
}

function readAsDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(new Error('the picture could not be read')));
    reader.readAsDataURL(blob);
  });
}
