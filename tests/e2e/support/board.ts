import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';
import type { Person } from './person.ts';

export function whiteboardOf({ page, t }: Person): Locator {
  return page.getByRole('region', { name: t('room.board.title'), exact: true });
}

/** Chooses a line of the activities menu, by its full key. */
export async function showActivity({ page, t }: Person, key: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${t('room.parts.activities')}`) }).click();
  await page.getByRole('menuitem', { name: t(key), exact: true }).click();
}

/** The picture of the page: what is drawn on it, not what is being drawn or pointed at. */
function pageCanvas(person: Person): Locator {
  return whiteboardOf(person).locator('canvas.excalidraw__canvas.static');
}

/** How many pixels of the page differ from its ground. */
export async function drawnPixels(person: Person): Promise<number> {
  const canvas = pageCanvas(person);
  await expect(canvas).toBeVisible();
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? new Uint8ClampedArray();
    let drawn = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      if ([0, 1, 2, 3].some((channel) => Math.abs((pixels[at + channel] ?? 0) - (pixels[channel] ?? 0)) > 48)) drawn += 1;
    }
    return drawn;
  });
}

/** How many pixels of the page are rather red, or blue, whichever theme they are shown in. */
export async function pixelsOf(person: Person, colour: 'red' | 'blue'): Promise<number> {
  return pageCanvas(person).evaluate((element, isRed) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? new Uint8ClampedArray();
    let found = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const more = (pixels[at] ?? 0) - (pixels[at + 2] ?? 0);
      if (isRed ? more > 50 : more < -50) found += 1;
    }
    return found;
  }, colour === 'red');
}

/** The part of the page's canvas that is rather blue, as shares of its width and height: from left, top to right, bottom. */
export async function extentOfBlue(person: Person): Promise<{ left: number; top: number; right: number; bottom: number }> {
  return pageCanvas(person).evaluate((element) => {
    const extent = { left: 1, top: 1, right: 0, bottom: 0 };
    if (!(element instanceof HTMLCanvasElement)) return extent;
    const { width, height } = element;
    const pixels = element.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    for (let at = 0; at < pixels.length; at += 4) {
      if ((pixels[at] ?? 0) - (pixels[at + 2] ?? 0) >= -50) continue;
      const [x, y] = [((at / 4) % width) / width, Math.floor(at / 4 / width) / height];
      Object.assign(extent, { left: Math.min(extent.left, x), top: Math.min(extent.top, y), right: Math.max(extent.right, x), bottom: Math.max(extent.bottom, y) });
    }
    return extent;
  });
}

/** Draws a stroke by mouse with the pencil; places are shares of the page's width and height. */
export async function drawStroke(person: Person, { from, to }: { from: readonly [number, number]; to: readonly [number, number] } = { from: [0.3, 0.5], to: [0.7, 0.6] }): Promise<void> {
  const { page } = person;
  const box = await pageCanvas(person).boundingBox();
  if (!box) throw new Error('there is no page to draw on');
  const at = ([x, y]: readonly [number, number]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await whiteboardOf(person).getByTestId('toolbar-freedraw').click({ force: true });
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 10 });
  await page.mouse.up();
}

/** Drops a picture, all of one colour, on the page. */
export async function dropPicture(person: Person): Promise<void> {
  const canvas = whiteboardOf(person).locator('canvas.excalidraw__canvas.interactive');
  await canvas.evaluate(async (element) => {
    const picture = document.createElement('canvas');
    picture.width = 120;
    picture.height = 120;
    const pen = picture.getContext('2d');
    if (pen) pen.fillStyle = '#2255cc';
    pen?.fillRect(0, 0, 120, 120);
    const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
    const dataTransfer = new DataTransfer();
    if (blob) dataTransfer.items.add(new File([blob], 'square.png', { type: 'image/png' }));
    const box = element.getBoundingClientRect();
    const at = { clientX: box.x + box.width * 0.7, clientY: box.y + box.height * 0.3 };
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer, ...at }));
  });
}

export function notesOf({ page, t }: Person): Locator {
  return page.getByRole('region', { name: t('room.notepad.title'), exact: true }).getByRole('textbox');
}
