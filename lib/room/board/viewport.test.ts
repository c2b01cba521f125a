import { expect, test } from 'vitest';
import { fitted, parseViewport, viewportMessage } from './viewport.ts';

/** What of the canvas is in the middle of a screen. */
function middle(scroll: number, size: number, scale: number): number {
  return size / 2 / scale - scroll;
}

test('a smaller screen shows all of what the other sees, in its middle', () => {
  const theirs = { width: 1200, height: 800, scrollX: 50, scrollY: -20, zoom: 1 };
  const { zoom, scrollX, scrollY } = fitted(theirs, { width: 400, height: 600 });
  expect(zoom).toBeCloseTo(1 / 3);
  expect(middle(scrollX, 400, zoom)).toBeCloseTo(middle(50, 1200, 1));
  expect(middle(scrollY, 600, zoom)).toBeCloseTo(middle(-20, 800, 1));
});

test('is read back as written; nonsense is not', () => {
  const seen = { width: 800, height: 600, scrollX: 1, scrollY: 2, zoom: 1.5 };
  expect(parseViewport(viewportMessage(seen))).toEqual(seen);
  for (const text of ['', '{}', '{"width":0,"height":1,"scrollX":0,"scrollY":0,"zoomValue":1}', viewportMessage({ ...seen, zoom: 1e9 })]) expect(parseViewport(text)).toBeUndefined();
});
