import { describe, expect, it } from 'vitest';
import type { ClassRow } from './rows.ts';
import { byDay, weekAhead } from './week.ts';

function row(startsAt: string): ClassRow {
  return { id: startsAt, title: '', startsAt: new Date(startsAt), durationMinutes: 60, teacherName: '', joinCode: '', state: 'scheduled', openMeetingId: null, isOwner: true, mayStart: true, madeBy: null };
}

describe('byDay', () => {
  const now = new Date('2026-11-21T21:00:00Z');

  it('puts a class on the day its reader\'s clock shows', () => {
    const late = row('2026-11-21T20:45:00Z');
    expect(byDay([late], now, 'Asia/Tehran')[0]?.rows).toEqual([late]);
    expect(byDay([late], now, 'UTC')[0]?.rows).toEqual([late]);
    expect(byDay([row('2026-11-22T20:15:00Z')], now, 'Asia/Tehran').map(({ rows }) => rows.length)).toEqual([1, 0, 0, 0, 0, 0, 0]);
    expect(byDay([row('2026-11-22T20:15:00Z')], now, 'UTC').map(({ rows }) => rows.length)).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  it('has seven days, also across a change of clocks', () => {
    const before = new Date('2026-10-24T12:00:00Z');
    const days = byDay([], before, 'Europe/Berlin');
    expect(days.map(({ date }) => date.toISOString().slice(11, 16))).toEqual(['22:00', '22:00', '23:00', '23:00', '23:00', '23:00', '23:00']);
    const { from, to } = weekAhead(before, 'Europe/Berlin');
    expect((to.getTime() - from.getTime()) / 3_600_000).toBe(7 * 24 + 1);
  });
});
