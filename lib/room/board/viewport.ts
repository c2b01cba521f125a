import { z } from 'zod';
import { parseJson } from '../parse.ts';

/** What somebody sees of the canvas: its size on their screen in pixels, and where it is scrolled and zoomed to. */
export interface Viewport {
  width: number;
  height: number;
  scrollX: number;
  scrollY: number;
  zoom: number;
}

const size = z.number().positive().max(20_000);
const schema = z.object({ width: size, height: size, scrollX: z.number(), scrollY: z.number(), zoomValue: z.number().min(0.05).max(40) });

/** WHITEBOARD_APP_STATE_CHANGE (wire §6.6); undefined when it says nothing usable. */
export function parseViewport(text: string): Viewport | undefined {
  const said = schema.safeParse(parseJson(text)).data;
  return said && { width: said.width, height: said.height, scrollX: said.scrollX, scrollY: said.scrollY, zoom: said.zoomValue };
}

export function viewportMessage({ zoom, ...rest }: Viewport): string {
  return JSON.stringify({ ...rest, zoomValue: zoom });
}

/** Where to scroll and zoom a canvas of another size so that all of what they see is in its middle. */
export function fitted(theirs: Viewport, own: { width: number; height: number }): Pick<Viewport, 'scrollX' | 'scrollY' | 'zoom'> {
  const zoom = Math.min(30, Math.max(0.1, theirs.zoom * Math.min(own.width / theirs.width, own.height / theirs.height)));
  return {
    zoom,
    scrollX: theirs.scrollX + own.width / 2 / zoom - theirs.width / 2 / theirs.zoom,
    scrollY: theirs.scrollY + own.height / 2 / zoom - theirs.height / 2 / theirs.zoom,
  };
}
