import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { network } from '#tests/fixtures/network.ts';
import { openRoom, person } from '#tests/fixtures/room.ts';
import { createNotepad, type Notepad } from './notepad.ts';

let room: ReturnType<typeof network>;

function write({ fragment }: Notepad, text: string): void {
  fragment.insert(fragment.length, [new Y.XmlText(text)]);
}

beforeEach(() => {
  vi.useFakeTimers();
  room = network({ ...openRoom(), defaultLocks: {} });
});

afterEach(() => {
  room.stop();
  vi.useRealTimers();
});

test('what is written reaches the others, and who comes late', async () => {
  const [a, b] = [createNotepad(room.join(person('a', { isPresenter: true }))), createNotepad(room.join(person('b')))];
  write(a, 'one ');
  await vi.advanceTimersByTimeAsync(100);
  write(b, 'two');
  await vi.advanceTimersByTimeAsync(100);
  const late = createNotepad(room.join(person('late')));
  await vi.advanceTimersByTimeAsync(1000);
  for (const notepad of [a, b, late]) expect(notepad.fragment.toString()).toBe('one two');
});

test('who may only read changes nothing; once allowed, their text can be taken in', async () => {
  const a = createNotepad(room.join(person('a', { isPresenter: true })));
  const wires = room.join(person('b', { locks: { notepad: true } }));
  const b = createNotepad(wires);
  write(b, 'tidied ');
  await vi.advanceTimersByTimeAsync(1000);
  expect(a.fragment.toString()).toBe('');
  wires.state.people.update((people) => new Map(people).set('b', person('b')));
  write(b, 'written');
  await vi.advanceTimersByTimeAsync(100);
  expect(a.fragment.toString()).toBe('tidied written');
});

test('carets are shown while somebody is there', async () => {
  const [a, b] = [createNotepad(room.join(person('a'))), createNotepad(room.join(person('b')))];
  a.arrive();
  a.awareness.setLocalStateField('user', { name: 'A' });
  await vi.advanceTimersByTimeAsync(100);
  expect([...b.awareness.getStates().values()]).toContainEqual({ user: { name: 'A' } });
  a.leave();
  await vi.advanceTimersByTimeAsync(100);
  expect([...b.awareness.getStates().values()]).not.toContainEqual({ user: { name: 'A' } });
});
