import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { z } from 'zod';
import { ChangeSharedNotepadStatusReqSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { addNotice } from '../notices.ts';
import { parseJson } from '../parse.ts';
import { DataMsgBodyType as Type } from '../wire.ts';
import { perSession, type RoomWires } from '../wires.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { keepingOf, type Keeping } from './keeping.ts';
import { createAnswers, createQuestions } from './sync.ts';
import { syncTargets } from './targets.ts';

/** Typing is sent in batches of this many milliseconds. */
const batchMilliseconds = 60;
/** The name plugNmeet's clients give the document (wire §6.7). */
const fragmentName = 'document-store';

const answerSchema = z.object({ stateVector: z.string() });
const keptName = 'notes';
const others = Symbol('written by others');

/** The notes a class writes together: a Yjs document, and who writes where (wire §6.7). */
export function createNotepad(wires: RoomWires, keeping: Pick<Keeping, 'find' | 'keep'> = keepingOf({ wires })) {
  const { state, peerMessages, peerData, entered, signal } = wires;
  const { selfId } = state;
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  const questions = createQuestions(signal);
  const answers = createAnswers(signal);
  let pending: Uint8Array[] = [];
  /** Whether the editor changed something the others never got, as when it tidies up the text of who may only read. */
  let isWithheld = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let awarenessTimer: ReturnType<typeof setTimeout> | undefined;

  const mayWrite = (): boolean => !state.ownLocks().notepad;
  const tell = (type: Type, bytes: Uint8Array, more: { message?: string; id?: string; to?: string } = {}): void => {
    void peerData.send({ type, bytes: new Uint8Array(bytes), ...more }).catch(() => undefined);
  };
  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // Later changes build on what was withheld: nobody could take them in without it.
    if (pending.length > 0) tell(Type.NOTEPAD_UPDATE, isWithheld ? Y.encodeStateAsUpdate(doc) : Y.mergeUpdates(pending));
    isWithheld = false;
    pending = [];
  };
  const apply = (bytes: Uint8Array): void => {
    try {
      Y.applyUpdate(doc, bytes, others);
    } catch {
      // Not an update: nothing to take in.
    }
  };

  doc.on('update', (update: Uint8Array, origin: unknown) => {
    keeping.keep(keptName, () => new Uint8Array(Y.encodeStateAsUpdate(doc)));
    if (origin === others) return;
    if (!mayWrite()) {
      isWithheld = true;
      return;
    }
    pending.push(update);
    timer ??= setTimeout(send, batchMilliseconds);
  });
  awareness.on('update', (_: unknown, origin: unknown) => {
    if (origin === others) return;
    awarenessTimer ??= setTimeout(() => {
      awarenessTimer = undefined;
      tell(Type.NOTEPAD_AWARENESS, encodeAwarenessUpdate(awareness, [doc.clientID]));
    }, batchMilliseconds);
  });

  void keeping.find(keptName).then((kept) => kept && !signal.aborted && apply(kept));

  function sync(): void {
    void questions.ask((id) => {
      for (const to of syncTargets(state.people.get(), selfId, state.room.get(), 'notepad')) tell(Type.NOTEPAD_SYNC_REQUEST, Y.encodeStateVector(doc), { id, to });
    });
  }

  const stops = [
    peerMessages.on(Type.NOTEPAD_UPDATE, ({ bytes }) => apply(bytes)),
    peerMessages.on(Type.NOTEPAD_AWARENESS, ({ bytes }) => applyAwarenessUpdate(awareness, bytes, others)),
    peerMessages.on(Type.NOTEPAD_SYNC_REQUEST, ({ id, bytes }) => {
      const isFirst = state.people.get().get(selfId)?.isPresenter === true;
      if (id === '' || (doc.store.clients.size === 0 && !isFirst)) return;
      answers.answer(id, isFirst, () => {
        const message = JSON.stringify({ stateVector: toBase64(Y.encodeStateVector(doc)) });
        tell(Type.NOTEPAD_SYNC_RESPONSE, bytes.length > 0 ? Y.encodeStateAsUpdate(doc, bytes) : Y.encodeStateAsUpdate(doc), { id, message });
        if (awareness.getLocalState() !== null) tell(Type.NOTEPAD_AWARENESS, encodeAwarenessUpdate(awareness, [doc.clientID]));
      });
    }),
    peerMessages.on(Type.NOTEPAD_SYNC_RESPONSE, ({ id, bytes, message }) => {
      answers.seen(id);
      apply(bytes);
      if (!questions.answered(id) || !mayWrite()) return;
      const theirs = fromBase64(answerSchema.safeParse(parseJson(message)).data?.stateVector ?? '');
      const lacking = theirs && theirs.length > 0 ? Y.encodeStateAsUpdate(doc, theirs) : undefined;
      // Two bytes say that nothing is lacking.
      if (lacking && lacking.length > 2) tell(Type.NOTEPAD_UPDATE, lacking);
    }),
    entered.subscribe(sync),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    clearTimeout(awarenessTimer);
    awareness.destroy();
    doc.destroy();
  });
  if (entered.get() > 0) sync();

  return {
    fragment: doc.getXmlFragment(fragmentName),
    awareness,
    /** Begins to tell the others where one's caret is; comes before the editor does. */
    arrive: (): void => awareness.setLocalState({}),
    /** Takes one's caret away from the others' views. */
    leave(): void {
      removeAwarenessStates(awareness, [doc.clientID], 'left');
    },
  };
}

export const notepadOf = perSession((wires) => createNotepad(wires));

export type Notepad = ReturnType<typeof createNotepad>;

/** Opens the notes for everybody, or closes them (wire §3.2 sharedNotepad/changeStatus). What was written stays until the class ends. */
export async function openNotepad({ wires: { link, state } }: { wires: RoomWires }, isActive: boolean): Promise<void> {
  try {
    await link.api.command('sharedNotepad/changeStatus', ChangeSharedNotepadStatusReqSchema, { roomId: state.room.get()?.roomId ?? '', isActive });
  } catch {
    addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
  }
}
