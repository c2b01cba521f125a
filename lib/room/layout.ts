// Where tiles go on the stage. Pure, so that it can be tested and so that nothing moves without a reason.

/** Everybody alike, or one person large. */
export type LayoutChoice = 'grid' | 'speaker';

export interface GridShape {
  columns: number;
  rows: number;
  width: number;
  height: number;
}

const aspect = 16 / 9;

/** The grid in which `count` tiles of 16:9 become as large as the stage allows. */
export function gridShape(count: number, stageWidth: number, stageHeight: number, gap: number): GridShape {
  let best: GridShape = { columns: 1, rows: Math.max(1, count), width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const boxWidth = (stageWidth - gap * (columns - 1)) / columns;
    const boxHeight = (stageHeight - gap * (rows - 1)) / rows;
    const width = Math.max(0, Math.floor(Math.min(boxWidth, boxHeight * aspect)));
    if (width > best.width) best = { columns, rows, width, height: Math.floor(width / aspect) };
  }
  // A tall stage with one or two tiles: let them fill it instead of leaving most of it empty.
  if (stageHeight > stageWidth && best.columns === 1) {
    const height = Math.floor((stageHeight - gap * (best.rows - 1)) / best.rows);
    return { ...best, height: Math.max(best.height, Math.min(height, Math.floor(best.width * 1.25))) };
  }
  return best;
}

const smallestTile = { width: 150, height: 96 };
const mostPerPage = 25;

/** How many tiles a page of this size holds while faces stay recognisable. */
export function tilesPerPage(stageWidth: number, stageHeight: number, gap: number): number {
  const columns = Math.max(1, Math.floor((stageWidth + gap) / (smallestTile.width + gap)));
  const rows = Math.max(1, Math.floor((stageHeight + gap) / (smallestTile.height + gap)));
  return Math.max(1, Math.min(columns * rows, mostPerPage));
}

/**
 * The next order of tiles. Everybody keeps their place; a newcomer takes the first place that became free, else the end;
 * a place still free is filled from the end. So a change moves as few tiles as can be.
 */
export function arrange(previous: readonly string[], present: readonly string[]): string[] {
  const here = new Set(present);
  const known = new Set(previous);
  const newcomers = present.filter((id) => !known.has(id));
  const places: (string | null)[] = previous.map((id) => (here.has(id) ? id : (newcomers.shift() ?? null)));
  places.push(...newcomers);
  while (places.includes(null)) {
    const last = places.pop();
    const free = places.indexOf(null);
    if (last && free >= 0) places[free] = last;
    else if (last) places.push(last);
  }
  return places.filter((id) => id !== null);
}

/**
 * Teachers come right after oneself, so that they are on the first page however many are here. Each changes places with
 * whoever is there: nobody else moves.
 */
export function teachersFirst(ids: readonly string[], selfId: string, isTeacher: (id: string) => boolean): string[] {
  const order = [...ids];
  let place = order[0] === selfId ? 1 : 0;
  for (const id of ids) {
    if (id === selfId || !isTeacher(id)) continue;
    swap(order, place, order.indexOf(id));
    place += 1;
  }
  return order;
}

/** Who speaks on another page comes to the first one, in its last place. */
export function withSpeaker(ids: readonly string[], size: number, speakerId: string | null): string[] {
  const order = [...ids];
  const at = speakerId === null ? -1 : order.indexOf(speakerId);
  if (at >= size) swap(order, size - 1, at);
  return order;
}

function swap(order: string[], a: number, b: number): void {
  const [first, second] = [order[a], order[b]];
  if (first === undefined || second === undefined) return;
  order[a] = second;
  order[b] = first;
}

export interface Page<T> {
  items: T[];
  page: number;
  pages: number;
}

/** One page of the tiles; a page that no longer exists becomes the last one. */
export function pageOf<T>(items: readonly T[], page: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const current = Math.min(Math.max(0, page), pages - 1);
  return { items: items.slice(current * size, (current + 1) * size), page: current, pages };
}

export interface StageInput {
  selfId: string;
  ids: readonly string[];
  pinnedId: string | null;
  sharerId: string | null;
  speakerId: string | null;
  moderatorId: string | null;
}

/** Who is shown large: the pinned one, else who speaks, else the teacher, else anybody but oneself. A shared screen is shown by itself. */
export function featured({ selfId, ids, pinnedId, sharerId, speakerId, moderatorId }: StageInput): string | null {
  const candidates = [pinnedId, sharerId, speakerId === selfId ? null : speakerId, moderatorId === selfId ? null : moderatorId];
  const chosen = candidates.find((id) => id !== null && ids.includes(id));
  return chosen ?? ids.find((id) => id !== selfId) ?? ids[0] ?? null;
}
