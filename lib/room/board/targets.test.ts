import { expect, test } from 'vitest';
import { person } from '#tests/fixtures/room.ts';
import { syncTargets } from './targets.ts';

test('asks three: the presenter, then those who may draw, then who has been here longest; never who waits or is away', () => {
  const list = [
    person('me', { joinedAt: 1 }),
    person('early', { joinedAt: 2, locks: { whiteboard: true } }),
    person('late', { joinedAt: 9, locks: { whiteboard: true } }),
    person('away', { joinedAt: 1, connected: false }),
    person('waiting', { joinedAt: 1, waiting: true }),
    person('presenter', { joinedAt: 8, isPresenter: true, isModerator: true }),
  ];
  const people = new Map(list.map((one) => [one.id, one]));
  expect(syncTargets(people, 'me', null, 'notepad')).toHaveLength(3);
  expect(syncTargets(people, 'me', null, 'whiteboard')).toEqual(['presenter', 'early', 'late']);
  expect(syncTargets(new Map([['me', person('me')]]), 'me', null, 'whiteboard')).toEqual([]);
});
