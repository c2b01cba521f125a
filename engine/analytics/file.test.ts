import { describe, expect, it } from 'vitest';
import { eventsOf } from './file.ts';
import type { Note } from './notes.ts';

let count = 0;

function note(event: string, at: number, more: Partial<Note> = {}): Note {
  count += 1;
  return { key: String(count), roomSid: 's', userId: 'bob', event, at: BigInt(at), amount: null, value: null, ...more };
}

describe('events of the file', () => {
  it('sums up what is counted, and lists no values of it', () => {
    expect(eventsOf([note('talked_duration', 1, { amount: 1500 }), note('talked_duration', 9, { amount: 500 })])).toEqual([{ name: 'talked_duration', total: 2000, values: [] }]);
  });

  it('lists the rest in the order of time', () => {
    const notes = [note('left', 30, { value: '30' }), note('joined', 10, { value: '10' }), note('joined', 40, { value: '40' })];
    expect(eventsOf(notes)).toEqual([
      { name: 'joined', total: 2, values: [{ time: 10n, value: '10' }, { time: 40n, value: '40' }] },
      { name: 'left', total: 1, values: [{ time: 30n, value: '30' }] },
    ]);
  });
});
