import { z } from 'zod';
import { parseJson } from '../parse.ts';
import { createSlice } from '../slice.ts';
import { DataMsgBodyType as Type, ServerEvent } from '../wire.ts';
import { perSession, type RoomWires } from '../wires.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { createCanvas, type Canvas } from './canvas.ts';
import type { BoardElement } from './element.ts';
import { createBoardFiles, emptyFile, type BoardFile, type BoardFiles } from './files.ts';
import { firstPlace, parseFileChange, parsePage, parsePlace, placeKey, placeSchema, samePlace, type Place } from './place.ts';
import { keepingOf, type Keeping } from './keeping.ts';
import { createPointers } from './pointers.ts';
import { createAnswers, createQuestions } from './sync.ts';
import { syncTargets } from './targets.ts';
import { parseViewport, viewportMessage, type Viewport } from './viewport.ts';

/** Strokes are sent in batches of this many milliseconds. */
const batchMilliseconds = 50;
const viewportMilliseconds = 200;

/** Where it is kept which page was shown. */
const placeName = 'place';

const answerSchema = z.object({ fileId: z.string().optional(), page: z.coerce.number().optional(), stateVector: z.string().default(''), initial_data: z.string().optional() });
const initialSchema = z.object({ currentPageNumber: z.coerce.number(), currentWhiteboardOfficeFileId: z.string(), appState: z.unknown() });

/** The whiteboard of a room: what is drawn on its pages, which page is shown, and who points where (wire §6.6). */
export function createBoard(wires: RoomWires, files: BoardFiles = createBoardFiles(wires), keeping: Pick<Keeping, 'find' | 'keep'> = keepingOf({ wires })) {
  const { state, peerMessages, peerData, serverEvents, entered, signal } = wires;
  const { selfId } = state;
  const place = createSlice<Place>(firstPlace);
  const documents = createSlice<readonly BoardFile[]>([emptyFile]);
  /** What who leads sees of the page; null until they said. */
  const viewport = createSlice<Viewport | null>(null);
  const canvases = new Map<string, Canvas>();
  /** Pages whose state was asked for since the others could last be reached. */
  const synced = new Set<string>();
  const questions = createQuestions(signal);
  const answers = createAnswers(signal);
  const pointers = createPointers(wires);
  /** Whether what is shown was decided since the others could last be reached: an answer to what was asked before comes too late. */
  let isPlaceKnown = false;
  let ownViewport: Viewport | null = null;
  let viewportTimer: ReturnType<typeof setTimeout> | undefined;
  const drawing = new Map<string, { canvas: Canvas; elements: readonly BoardElement[] }>();
  let drawTimer: ReturnType<typeof setTimeout> | undefined;

  const self = () => state.people.get().get(selfId);
  const mayDraw = (): boolean => !state.ownLocks().whiteboard;
  const leads = (): boolean => (self()?.isPresenter === true || self()?.isModerator === true) && mayDraw();
  const tell = (type: Type, message: string, more: { bytes?: Uint8Array<ArrayBuffer>; id?: string; to?: string } = {}): void => {
    void peerData.send({ type, message, channel: 'whiteboard', ...more }).catch(() => undefined);
  };

  function canvasAt(at: Place): Canvas {
    const key = placeKey(at);
    const known = canvases.get(key);
    if (known) return known;
    const canvas: Canvas = createCanvas({ mayDraw, onChange: () => keeping.keep(key, canvas.whole), onUpdate: (bytes) => tell(Type.SCENE_UPDATE, JSON.stringify(at), { bytes }) });
    canvases.set(key, canvas);
    void keeping.find(key).then((kept) => kept && canvases.get(key) === canvas && canvas.apply(kept));
    return canvas;
  }

  const askAll = (message: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> =>
    questions.ask((id) => {
      for (const to of syncTargets(state.people.get(), selfId, state.room.get(), 'whiteboard')) tell(Type.WHITEBOARD_SYNC_REQUEST, message, { bytes, id, to });
    });

  /** Brings a page up to date with the others', once; resolves when that was tried. */
  async function syncPage(at: Place): Promise<void> {
    const key = placeKey(at);
    if (synced.has(key)) return;
    synced.add(key);
    if (syncTargets(state.people.get(), selfId, state.room.get(), 'whiteboard').length > 0) await askAll(JSON.stringify(at), canvasAt(at).stateVector());
  }

  async function enter(): Promise<void> {
    flush();
    synced.clear();
    isPlaceKnown = false;
    void refreshFiles();
    // What the others show is asked for first: the page shown here may not be theirs.
    const isTold = await askAll('', canvasAt(place.get()).stateVector());
    if (!isTold && !isPlaceKnown) await showKept();
    await syncPage(place.get());
  }

  /** Nobody was here to ask: the page oneself saw last. */
  async function showKept(): Promise<void> {
    const kept = await keeping.find(placeName);
    const at = kept && parsePlace(new TextDecoder().decode(kept));
    if (at && !isPlaceKnown && !signal.aborted) show(at);
  }

  function show(next: Place): void {
    isPlaceKnown = true;
    if (samePlace(next, place.get())) return;
    keeping.keep(placeName, () => new TextEncoder().encode(JSON.stringify(next)));
    flush();
    viewport.set(null);
    place.set(next);
    if (!documents.get().some(({ id }) => id === next.fileId)) void refreshFiles();
    void syncPage(next);
  }

  async function refreshFiles(): Promise<void> {
    const listed = await files.list();
    if (listed.length > 0 || documents.get().length > 1) documents.set([emptyFile, ...listed]);
  }

  function respond(question: { id: string; message: string; bytes: Uint8Array; fromId: string }): void {
    const isInitial = question.message === '';
    const at = isInitial ? place.get() : parsePlace(question.message);
    if (!at || question.id === '') return;
    const canvas = canvases.get(placeKey(at));
    // Who has nothing to tell leaves the answer to others, except whose page it is that is shown.
    if ((!canvas || canvas.elements().length === 0) && self()?.isPresenter !== true) return;
    answers.answer(question.id, self()?.isPresenter === true, () => {
      const { page, fileId } = at;
      const seen = ownViewport ?? viewport.get();
      const initial = { currentPageNumber: page, currentWhiteboardOfficeFileId: fileId, currentOfficeFilePages: '[]', appState: seen ? parseJson(viewportMessage(seen)) : {} };
      const said = { fileId, page, stateVector: toBase64(canvasAt(at).stateVector()), ...(isInitial ? { initial_data: JSON.stringify(initial) } : {}) };
      const since = isInitial ? new Uint8Array() : question.bytes;
      for (const bytes of canvasAt(at).updatesSince(since)) tell(Type.WHITEBOARD_SYNC_RESPONSE, JSON.stringify(said), { id: question.id, to: question.fromId, bytes });
    });
  }

  function takeAnswer({ id, message, bytes }: { id: string; message: string; bytes: Uint8Array }): void {
    answers.seen(id);
    const said = answerSchema.safeParse(parseJson(message)).data;
    if (!said || !questions.answered(id)) return;
    const initial = said.initial_data === undefined ? undefined : initialSchema.safeParse(parseJson(said.initial_data)).data;
    const at = placeSchema.safeParse({ fileId: initial?.currentWhiteboardOfficeFileId ?? said.fileId, page: initial?.currentPageNumber ?? said.page }).data;
    if (!at) return;
    const canvas = canvasAt(at);
    if (bytes.length > 0) canvas.apply(bytes);
    if (initial && !isPlaceKnown) {
      show(at);
      viewport.set(parseViewport(JSON.stringify(initial.appState ?? {})) ?? viewport.get());
    }
    giveBack(at, canvas, said.stateVector);
  }

  /** What was drawn here while the others could not be reached. */
  function giveBack(at: Place, canvas: Canvas, theirs: string): void {
    const stateVector = theirs === '' ? undefined : fromBase64(theirs);
    if (!mayDraw() || stateVector === undefined || canvas.elements().length === 0) return;
    for (const bytes of canvas.updatesSince(stateVector)) if (bytes.length > 2) tell(Type.SCENE_UPDATE, JSON.stringify(at), { bytes });
  }

  function flush(): void {
    clearTimeout(drawTimer);
    drawTimer = undefined;
    for (const { canvas, elements } of drawing.values()) if (mayDraw()) canvas.draw(elements);
    drawing.clear();
  }

  const stops = [
    peerMessages.on(Type.SCENE_UPDATE, ({ message, bytes }) => {
      const at = parsePlace(message);
      if (at && bytes.length > 0) canvasAt(at).apply(bytes);
    }),
    peerMessages.on(Type.WHITEBOARD_SYNC_REQUEST, respond),
    peerMessages.on(Type.WHITEBOARD_SYNC_RESPONSE, takeAnswer),
    peerMessages.on(Type.PAGE_CHANGE, ({ message }) => {
      const page = parsePage(message);
      if (page !== undefined) show({ ...place.get(), page });
    }),
    peerMessages.on(Type.FILE_CHANGE, ({ message }) => {
      const next = parseFileChange(message);
      if (next) show(next);
    }),
    peerMessages.on(Type.WHITEBOARD_APP_STATE_CHANGE, ({ message }) => viewport.set(parseViewport(message) ?? viewport.get())),
    serverEvents.on(ServerEvent.SYSTEM_NOTIFICATION, ({ msg }) => {
      if (msg.includes('whiteboard-new-file-added')) void refreshFiles();
    }),
    entered.subscribe(() => void enter()),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    clearTimeout(drawTimer);
    clearTimeout(viewportTimer);
    for (const canvas of canvases.values()) canvas.destroy();
  });
  if (entered.get() > 0) void enter();

  return {
    place,
    documents,
    viewport,
    files,
    pointers: pointers.state,
    point: pointers.point,
    refreshFiles,
    canvasAt,
    syncPage,
    /** Takes in what the drawing library holds; sent a moment later, together with what follows. */
    draw(at: Place, elements: readonly BoardElement[]): void {
      drawing.set(placeKey(at), { canvas: canvasAt(at), elements });
      drawTimer ??= setTimeout(flush, batchMilliseconds);
    },
    /** Shows a page of the same file to everybody. */
    turnTo(page: number): void {
      if (!leads()) return;
      show({ ...place.get(), page });
      tell(Type.PAGE_CHANGE, String(page));
    },
    /** Shows another file to everybody. */
    openFile(fileId: string): void {
      if (!leads()) return;
      show({ fileId, page: 1 });
      tell(Type.FILE_CHANGE, JSON.stringify({ fileId, page: 1 }));
    },
    /** Notes what is seen here of the page; who presents shows it to those who only watch. */
    look(at: Place, seen: Viewport): void {
      if (!samePlace(at, place.get())) return;
      ownViewport = seen;
      if (self()?.isPresenter !== true || !mayDraw()) return;
      viewportTimer ??= setTimeout(() => {
        viewportTimer = undefined;
        if (ownViewport) tell(Type.WHITEBOARD_APP_STATE_CHANGE, viewportMessage(ownViewport));
      }, viewportMilliseconds);
    },
  };
}

export const boardOf = perSession((wires) => createBoard(wires));

export type Board = ReturnType<typeof createBoard>;
