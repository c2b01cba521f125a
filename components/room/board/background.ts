import { CaptureUpdateAction, convertToExcalidrawElements } from '@excalidraw/excalidraw';
import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Board } from '#lib/room/board/board.ts';
import { defaultFileId, type Place } from '#lib/room/board/place.ts';
import { asFileId } from './brands.ts';
import { pictureAddress } from './pictures.ts';

/** A document's page is this wide on the canvas, wherever it came from. */
const pageWidth = 900;

/**
 * Puts the picture of a document's page under what is drawn on it, unless somebody did already. Only who turns the
 * pages does so, after having asked the others for theirs.
 */
export function placeBackground(api: ExcalidrawImperativeAPI, board: Board, place: Place, leads: () => boolean, fetchPictures: () => void): () => void {
  let stopped = false;
  const put = async (): Promise<void> => {
    if (place.fileId === defaultFileId || !leads()) return;
    await board.syncPage(place);
    const file = board.documents.get().find(({ id }) => id === place.fileId);
    const placed = board.canvasAt(place).elements().some(({ type, isDeleted, customData }) => type === 'image' && !isDeleted && customData?.['isOfficeFile'] === true);
    if (!file || placed || stopped) return;
    const fileUrl = board.files.pageAddress(file, place.page);
    const blob = await board.files.picture(fileUrl);
    if (!blob) return;
    const picture = await createImageBitmap(blob);
    const height = Math.round((pageWidth * picture.height) / picture.width);
    const customData = {
      fileUrl, isOfficeFile: true, uploaderWhiteboardWidth: pageWidth, uploaderWhiteboardHeight: height,
      pageOrientation: picture.width > picture.height ? 'landscape' : 'portrait', pageWidth: picture.width, pageHeight: picture.height,
    };
    picture.close();
    if (stopped) return;
    const id = `page-${place.fileId}-${place.page}`;
    const page = convertToExcalidrawElements(
      [{ id, type: 'image', x: 0, y: 0, width: pageWidth, height, locked: true, fileId: asFileId(id), status: 'saved', customData }],
      { regenerateIds: false },
    );
    api.updateScene({ elements: [...page, ...api.getSceneElementsIncludingDeleted()], captureUpdate: CaptureUpdateAction.NEVER });
    fetchPictures();
    for (const element of page) fitPage(api, element);
  };
  void put().catch(() => undefined);
  // Who takes over, or gets to know the file only now, puts it there.
  const stopListening = board.documents.subscribe(() => void put().catch(() => undefined));
  return () => {
    stopped = true;
    stopListening();
  };
}

/** Whether an element is the picture of a document's page. */
export function isDocumentPage({ type, isDeleted, customData }: ExcalidrawElement): boolean {
  return type === 'image' && !isDeleted && customData?.['isOfficeFile'] === true;
}

/** Shows a page as large as there is room. */
export function fitPage(api: ExcalidrawImperativeAPI, page: ExcalidrawElement): void {
  api.scrollToContent(page, { fitToViewport: true, viewportZoomFactor: 0.95 });
}

/** What can be shown to others: a picture only once it is where they can fetch it. */
export function isReady(element: Parameters<typeof pictureAddress>[0]): boolean {
  return element.type !== 'image' || pictureAddress(element) !== undefined;
}
