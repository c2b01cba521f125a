import { describe, expect, it } from 'vitest';
import { attendees, mergeIntervals, type StoredStay } from './attendance.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 9, minute));
const stay = (from: number, to: number | null, changes: Partial<StoredStay> = {}): StoredStay => ({
  participantId: 'p1', name: 'Sara', isModerator: false, isGuest: false, joinedAt: at(from), leftAt: to === null ? null : at(to), ...changes,
});

describe('mergeIntervals', () => {
  it('joins what overlaps or touches and keeps gaps', () => {
    const intervals = [[20, 30], [0, 10], [5, 12], [12, 15]].map(([from = 0, to = 0]) => ({ from: at(from), to: at(to) }));
    expect(mergeIntervals(intervals)).toEqual([{ from: at(0), to: at(15) }, { from: at(20), to: at(30) }]);
  });

  it('keeps the longer of two when one contains the other', () => {
    expect(mergeIntervals([{ from: at(0), to: at(30) }, { from: at(5), to: at(10) }])).toEqual([{ from: at(0), to: at(30) }]);
  });
});

describe('attendees', () => {
  it('counts two devices at once only once', () => {
    const [person] = attendees([stay(0, 10), stay(5, 20)], at(60));
    expect(person).toMatchObject({ totalSeconds: 20 * 60, firstJoinedAt: at(0), lastLeftAt: at(20) });
  });

  it('adds up several stays', () => {
    const [person] = attendees([stay(0, 10), stay(30, 40)], at(60));
    expect(person?.stays).toHaveLength(2);
    expect(person?.totalSeconds).toBe(20 * 60);
  });

  it('lets an open stay last until now', () => {
    const [person] = attendees([stay(0, 10), stay(30, null)], at(45));
    expect(person).toMatchObject({ lastLeftAt: null, totalSeconds: 25 * 60 });
  });

  it('never counts backwards when a clock is behind', () => {
    const [person] = attendees([stay(30, null)], at(20));
    expect(person?.totalSeconds).toBe(0);
  });

  it('puts moderators first, then who came first', () => {
    const list = attendees([
      stay(5, 9, { participantId: 'late' }),
      stay(1, 9, { participantId: 'early' }),
      stay(7, 9, { participantId: 'teacher', isModerator: true }),
    ], at(60));
    expect(list.map(({ participantId }) => participantId)).toEqual(['teacher', 'early', 'late']);
  });

  it('shows the latest name somebody used', () => {
    const [person] = attendees([stay(0, 5, { name: 'S' }), stay(6, 9, { name: 'Sara M.' })], at(60));
    expect(person?.name).toBe('Sara M.');
  });
});
