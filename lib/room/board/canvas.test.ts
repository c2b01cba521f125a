import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createCanvas } from './canvas.ts';

const stroke = (id: string, version: number, versionNonce = 1, more: object = {}) => ({ id, type: 'freedraw', version, versionNonce, isDeleted: false, x: 0, y: 0, ...more });

/** A client that knows only the wire: Yjs, and JSON of elements by id. */
function otherClient() {
  const doc = new Y.Doc();
  return { doc, elements: doc.getMap<string>('elements') };
}

function canvasWith(updates: Uint8Array[] = []) {
  return createCanvas({ mayDraw: () => true, onUpdate: (update) => updates.push(update) });
}

test('what is drawn reaches another client as JSON by element id, and theirs is taken in', () => {
  const updates: Uint8Array[] = [];
  const canvas = canvasWith(updates);
  const other = otherClient();
  canvas.draw([stroke('a', 1), stroke('a4-boundary-guide-id', 1)]);
  for (const update of updates) Y.applyUpdate(other.doc, update);
  expect([...other.elements.keys()]).toEqual(['a']);
  expect(JSON.parse(other.elements.get('a') ?? '')).toMatchObject({ id: 'a', version: 1 });

  const seen: string[] = [];
  canvas.onDrawn((changed) => seen.push(...changed.map(({ id }) => id)));
  other.elements.set('b', JSON.stringify(stroke('b', 1)));
  canvas.apply(Y.encodeStateAsUpdate(other.doc, canvas.stateVector()));
  expect(seen).toEqual(['b']);
  expect(canvas.elements().map(({ id }) => id)).toEqual(['a', 'b']);
});

test('only what changed is sent', () => {
  const updates: Uint8Array[] = [];
  const canvas = canvasWith(updates);
  canvas.draw([stroke('a', 1), stroke('b', 1)]);
  canvas.draw([stroke('a', 1), stroke('b', 1)]);
  expect(updates).toHaveLength(1);
  canvas.draw([stroke('a', 2), stroke('b', 1)]);
  expect(updates).toHaveLength(2);
});

test('of two changes to an element the higher version wins, then the lower nonce, whatever Yjs keeps', async () => {
  const sent: { by: 'left' | 'right'; update: Uint8Array }[] = [];
  const left = createCanvas({ mayDraw: () => true, onUpdate: (update) => sent.push({ by: 'left', update }) });
  const right = createCanvas({ mayDraw: () => true, onUpdate: (update) => sent.push({ by: 'right', update }) });
  left.draw([stroke('a', 3, 9), stroke('b', 1, 5)]);
  right.draw([stroke('a', 2, 1), stroke('b', 1, 4)]);
  for (let next = sent.shift(); next; next = sent.shift()) {
    (next.by === 'left' ? right : left).apply(next.update);
    await Promise.resolve();
  }
  for (const canvas of [left, right, canvasFrom(left), canvasFrom(right)]) {
    expect(canvas.elements().toSorted((a, b) => a.id.localeCompare(b.id)).map(({ version, versionNonce }) => [version, versionNonce])).toEqual([[3, 9], [1, 4]]);
  }
});

function canvasFrom(canvas: ReturnType<typeof createCanvas>): ReturnType<typeof createCanvas> {
  const late = canvasWith();
  for (const update of canvas.updatesSince(new Uint8Array())) late.apply(update);
  return late;
}

test('an erased element stays erased', () => {
  const canvas = canvasWith();
  const other = otherClient();
  other.elements.set('a', JSON.stringify(stroke('a', 1)));
  canvas.apply(Y.encodeStateAsUpdate(other.doc));
  canvas.draw([stroke('a', 2, 1, { isDeleted: true })]);
  for (const update of canvas.updatesSince(Y.encodeStateVector(other.doc))) Y.applyUpdate(other.doc, update);
  expect(JSON.parse(other.elements.get('a') ?? '')).toMatchObject({ isDeleted: true, version: 2 });
});

test('neither broken updates nor elements that frame other pages are shown', () => {
  const canvas = canvasWith();
  expect(canvas.apply(new Uint8Array([9, 9, 9]))).toBe(false);
  const other = otherClient();
  other.elements.set('frame', JSON.stringify(stroke('frame', 1, 1, { type: 'embeddable', link: 'https://elsewhere.example' })));
  other.elements.set('broken', 'no JSON');
  other.elements.set('other-name', JSON.stringify(stroke('x', 1)));
  canvas.apply(Y.encodeStateAsUpdate(other.doc));
  expect(canvas.elements()).toEqual([]);
});

test('a large drawing is handed over in updates that fit into messages', () => {
  const canvas = canvasWith();
  const points = Array.from({ length: 3000 }, (_, index) => [index + 0.123456789, index * 2]);
  canvas.draw(Array.from({ length: 30 }, (_, index) => stroke(`s${index}`, 1, 1, { points })));
  const updates = canvas.updatesSince(new Uint8Array());
  expect(updates.length).toBeGreaterThan(1);
  for (const update of updates) expect(update.length).toBeLessThan(500_000);
  const late = canvasWith();
  for (const update of updates) late.apply(update);
  expect(late.elements()).toHaveLength(30);
});
