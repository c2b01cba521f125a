import { describe, expect, it } from 'vitest';
import { classState, type ClassFacts } from './class-state.ts';

const startsAt = new Date('2026-11-21T10:00:00Z');
const at = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);
const facts: ClassFacts = { startsAt, durationMinutes: 60, cancelledAt: null, isOpen: false, lastEndedAt: null };

describe('classState', () => {
  it.each([
    ['is to come before its start', facts, -10, 'scheduled'],
    ['is to come while the teacher is late', facts, 30, 'scheduled'],
    ['is over once its time is', facts, 61, 'ended'],
    ['is open while it is held, however long', { ...facts, isOpen: true }, 300, 'open'],
    ['is open when started early', { ...facts, isOpen: true }, -60, 'open'],
    ['is over when it was held and ended early', { ...facts, lastEndedAt: at(20) }, 30, 'ended'],
    ['is still to come after a rehearsal', { ...facts, lastEndedAt: at(-120) }, -10, 'scheduled'],
    ['is cancelled whatever else', { ...facts, cancelledAt: at(-500), isOpen: true }, 0, 'cancelled'],
  ])('%s', (_, given, minute, expected) => {
    expect(classState(given, at(minute))).toBe(expected);
  });
});
