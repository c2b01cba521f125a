import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { network } from '#tests/fixtures/network.ts';
import { openRoom, person } from '#tests/fixtures/room.ts';
import { createBoard } from './board.ts';
import { createBoardFiles } from './files.ts';
import { firstPlace } from './place.ts';

const stroke = (id: string) => ({ id, type: 'freedraw', version: 1, versionNonce: 1, isDeleted: false, x: 0, y: 0 });
const teacher = person('teacher', { isModerator: true, isPresenter: true });
let room: ReturnType<typeof network>;

function board(who: ReturnType<typeof person>) {
  const wires = room.join(who);
  return createBoard(wires, { ...createBoardFiles(wires), list: async () => [] });
}

beforeEach(() => {
  vi.useFakeTimers();
  room = network(openRoom());
});

afterEach(() => {
  room.stop();
  vi.useRealTimers();
});

test('strokes reach the others on the page they were drawn on', async () => {
  const [a, b] = [board(teacher), board(person('student'))];
  a.draw(firstPlace, [stroke('a')]);
  await vi.advanceTimersByTimeAsync(60);
  expect(b.canvasAt(firstPlace).elements().map(({ id }) => id)).toEqual(['a']);
  expect(b.canvasAt({ ...firstPlace, page: 2 }).elements()).toEqual([]);
});

test('who leads turns the pages; who does not cannot', async () => {
  const [a, b] = [board(teacher), board(person('student'))];
  await vi.advanceTimersByTimeAsync(1000);
  b.turnTo(5);
  expect(b.place.get()).toEqual(firstPlace);
  a.turnTo(3);
  await vi.advanceTimersByTimeAsync(0);
  expect(b.place.get()).toEqual({ ...firstPlace, page: 3 });
  a.openFile('document');
  await vi.advanceTimersByTimeAsync(0);
  expect(b.place.get()).toEqual({ fileId: 'document', page: 1 });
});

test('who comes late sees the page that is shown, and pages drawn on before when they are turned to', async () => {
  const a = board(teacher);
  a.draw(firstPlace, [stroke('first')]);
  await vi.advanceTimersByTimeAsync(60);
  a.turnTo(2);
  a.draw({ ...firstPlace, page: 2 }, [stroke('second')]);
  await vi.advanceTimersByTimeAsync(60);
  const late = board(person('late'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(late.place.get()).toEqual({ ...firstPlace, page: 2 });
  expect(late.canvasAt(late.place.get()).elements().map(({ id }) => id)).toEqual(['second']);
  a.turnTo(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(late.canvasAt(firstPlace).elements().map(({ id }) => id)).toEqual(['first']);
});

test('a late answer does not turn the page back', async () => {
  const b = board(person('student'));
  await vi.advanceTimersByTimeAsync(100);
  const a = board(teacher);
  a.turnTo(2);
  await vi.advanceTimersByTimeAsync(7000);
  for (const one of [a, b]) expect(one.place.get().page).toBe(2);
});
