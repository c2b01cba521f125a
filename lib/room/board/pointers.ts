import { z } from 'zod';
import { parseJson } from '../parse.ts';
import { createSlice } from '../slice.ts';
import { DataMsgBodyType as Type } from '../wire.ts';
import type { RoomWires } from '../wires.ts';

const sendEvery = 60;
/** A pointer that rests this long is put away. */
const restMilliseconds = 8000;

const schema = z.object({
  pointer: z.object({ x: z.number(), y: z.number(), tool: z.enum(['pointer', 'laser']).catch('pointer') }),
  button: z.enum(['up', 'down']).catch('up'),
});

/** Where somebody points, in the coordinates of the canvas. */
export interface Pointer {
  x: number;
  y: number;
  tool: 'pointer' | 'laser';
  button: 'up' | 'down';
}

export type Pointers = ReadonlyMap<string, Pointer & { name: string }>;

/** The others' pointers, and one's own on its way to them (wire §6.6). */
export function createPointers({ state, peerMessages, peerData, signal }: Pick<RoomWires, 'state' | 'peerMessages' | 'peerData' | 'signal'>) {
  const pointers = createSlice<Pointers>(new Map());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  let next: Pointer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drop(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    pointers.update((all) => new Map([...all].filter(([known]) => known !== id)));
  }

  const stops = [
    peerMessages.on(Type.POINTER_UPDATE, ({ fromId, message }) => {
      const said = schema.safeParse(parseJson(message)).data;
      const person = state.people.get().get(fromId);
      if (!said || !person) return;
      pointers.update((all) => new Map(all).set(fromId, { ...said.pointer, button: said.button, name: person.name }));
      clearTimeout(timers.get(fromId));
      timers.set(fromId, setTimeout(() => drop(fromId), restMilliseconds));
    }),
    state.people.subscribe(() => {
      for (const id of pointers.get().keys()) if (!state.people.get().has(id)) drop(id);
    }),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    for (const waiting of timers.values()) clearTimeout(waiting);
    clearTimeout(timer);
  });

  function send(): void {
    timer = undefined;
    if (!next) return;
    const { x, y, tool, button } = next;
    const username = state.people.get().get(state.selfId)?.name ?? '';
    const message = JSON.stringify({ pointer: { x, y, tool }, button, selectedElementIds: {}, id: state.selfId, username, avatarUrl: '' });
    void peerData.send({ type: Type.POINTER_UPDATE, message, channel: 'whiteboard' }).catch(() => undefined);
  }

  return {
    state: pointers,
    /** Shows the others where one points, unless one only watches. */
    point(pointer: Pointer): void {
      if (state.ownLocks().whiteboard) return;
      next = pointer;
      timer ??= setTimeout(send, sendEvery);
    },
  };
}
