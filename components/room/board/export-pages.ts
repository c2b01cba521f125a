import { exportToBlob, restoreElements } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Board } from '#lib/room/board/board.ts';
import type { BoardFile } from '#lib/room/board/files.ts';
import { asElements } from './brands.ts';
import { createPictures } from './pictures.ts';

const padding = 20;

/** Makes a PDF of the pages of a file that have something on them; null when none has. */
export async function exportPages(api: ExcalidrawImperativeAPI, board: Board, file: BoardFile): Promise<Blob | null> {
  const pictures = createPictures(api, board.files, () => undefined);
  const { PDFDocument } = await import('pdf-lib');
  const pdf = await PDFDocument.create();
  for (let page = 1; page <= file.pages; page += 1) {
    const place = { fileId: file.id, page };
    await board.syncPage(place);
    const elements = restoreElements(asElements(board.canvasAt(place).elements()), null).filter(({ isDeleted }) => !isDeleted);
    if (elements.length === 0) continue;
    await pictures.fetchMissing(elements);
    const blob = await exportToBlob({ elements, files: api.getFiles(), mimeType: 'image/png', exportPadding: padding, appState: { exportBackground: true, viewBackgroundColor: '#ffffff', exportScale: 2 } });
    const image = await pdf.embedPng(await blob.arrayBuffer());
    const sheet = pdf.addPage([image.width / 2, image.height / 2]);
    sheet.drawImage(image, { x: 0, y: 0, width: image.width / 2, height: image.height / 2 });
  }
  if (pdf.getPageCount() === 0) return null;
  return new Blob([new Uint8Array(await pdf.save())], { type: 'application/pdf' });
}
