import type { DataURL, NormalizedZoomValue, SocketId } from '@excalidraw/excalidraw/types';
import type { FileId, OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { reconcileElements } from '@excalidraw/excalidraw';
import type { ParsedElement } from '#lib/room/board/element.ts';

/** Excalidraw marks its types with brands and offers no way to get them; the casts are kept here. */
export const asSocketId = (id: string): SocketId => id as SocketId;
export const asFileId = (id: string): FileId => id as FileId;
export const asDataUrl = (url: string): DataURL => url as DataURL;
export const asZoom = (zoom: number): NormalizedZoomValue => zoom as NormalizedZoomValue;

type Remote = Parameters<typeof reconcileElements>[1];
export const asRemote = (elements: readonly OrderedExcalidrawElement[]): Remote => elements as Remote;

/** Checked as far as the wire says (`parseElement`); `restoreElements` puts the rest right. */
export const asElements = (elements: readonly ParsedElement[]): OrderedExcalidrawElement[] => elements as unknown as OrderedExcalidrawElement[];
