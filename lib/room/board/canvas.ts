import * as Y from 'yjs';
import { isShared, parseElement, wins, type BoardElement, type ParsedElement } from './element.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Updates stay well below what a message may weigh. */
const largestUpdate = 400_000;
const own = Symbol('drawn here');

interface CanvasEvents {
  /** Something was drawn here: an update for the others. */
  onUpdate: (update: Bytes) => void;
  /** Something is on the page that was not before, whoever drew it. */
  onChange?: () => void;
  /** Whether what is drawn here is taken in by the others. */
  mayDraw: () => boolean;
}

/** What is drawn on one page, shared as the wire says: element id → JSON of the element, in a Yjs map (wire §6.6). */
export function createCanvas({ onUpdate, onChange, mayDraw }: CanvasEvents) {
  const doc = new Y.Doc();
  const map = doc.getMap<unknown>('elements');
  /** The winning state of each element. */
  const known = new Map<string, ParsedElement>();
  const listeners = new Set<(changed: readonly ParsedElement[]) => void>();

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === own) onUpdate(new Uint8Array(update));
    onChange?.();
  });

  map.observe((event, transaction) => {
    if (transaction.origin === own) return;
    const changed: ParsedElement[] = [];
    let isLost = false;
    for (const id of event.keysChanged) {
      const element = read(map.get(id));
      const before = known.get(id);
      if (before && element && wins(before, element)) isLost = true;
      if (!element || element.id !== id || (before && !wins(element, before))) continue;
      known.set(id, element);
      changed.push(element);
    }
    if (changed.length > 0) for (const listener of listeners) listener(changed);
    if (isLost) queueMicrotask(repair);
  });

  /**
   * Of two who change an element at the same time, Yjs keeps either; where it kept the loser, who holds the winner
   * says it again.
   */
  function repair(): void {
    if (!mayDraw()) return;
    const lost = [...known.values()].filter((element) => {
      const held = read(map.get(element.id));
      return held === undefined || wins(element, held);
    });
    for (const group of groups(lost.map((element) => JSON.stringify(element)))) write(group);
  }

  function write(texts: readonly string[]): void {
    doc.transact(() => {
      for (const text of texts) {
        const element = parseElement(text);
        if (!element) continue;
        known.set(element.id, element);
        map.set(element.id, text);
      }
    }, own);
  }

  return {
    /** Every element, deleted ones too. */
    elements: (): ParsedElement[] => [...known.values()],
    /** Takes in what was drawn here: those that are new or changed since. */
    draw(elements: readonly BoardElement[]): void {
      const changed = elements.filter((element) => {
        const before = known.get(element.id);
        return isShared(element) && (before === undefined ? !element.isDeleted : wins(element, before));
      });
      for (const group of groups(changed.map((element) => JSON.stringify(element)))) write(group);
    },
    /** Takes in what others drew; false when the bytes are no update. */
    apply(update: Uint8Array): boolean {
      try {
        Y.applyUpdate(doc, update, 'others');
        return true;
      } catch {
        return false;
      }
    },
    stateVector: (): Bytes => new Uint8Array(Y.encodeStateVector(doc)),
    /** All of it, to be taken in again with `apply`. */
    whole: (): Bytes => new Uint8Array(Y.encodeStateAsUpdate(doc)),
    /** What somebody with that state lacks; in several updates when it is long. */
    updatesSince(stateVector: Uint8Array): Bytes[] {
      try {
        const update = Y.encodeStateAsUpdate(doc, stateVector.length > 0 ? stateVector : undefined);
        return update.length <= largestUpdate ? [new Uint8Array(update)] : groups([...known.values()].map((element) => JSON.stringify(element))).map(asUpdate);
      } catch {
        return [];
      }
    },
    /** Calls back with the elements others changed; returns the way out. */
    onDrawn(listener: (changed: readonly ParsedElement[]) => void): () => void {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    destroy: (): void => doc.destroy(),
  };
}

export type Canvas = ReturnType<typeof createCanvas>;

function read(value: unknown): ParsedElement | undefined {
  return typeof value === 'string' ? parseElement(value) : undefined;
}

/** An update of its own for some elements: merges by the same rule as any other. */
function asUpdate(elements: readonly string[]): Bytes {
  const doc = new Y.Doc();
  const map = doc.getMap<string>('elements');
  doc.transact(() => {
    for (const text of elements) {
      const element = parseElement(text);
      if (element) map.set(element.id, text);
    }
  });
  const update = new Uint8Array(Y.encodeStateAsUpdate(doc));
  doc.destroy();
  return update;
}

/** Elements together as far as an update may hold them. */
function groups(elements: readonly string[]): string[][] {
  const made: string[][] = [];
  let size = Infinity;
  for (const element of elements) {
    size += element.length;
    if (size > largestUpdate) {
      made.push([]);
      size = element.length;
    }
    made.at(-1)?.push(element);
  }
  return made;
}
