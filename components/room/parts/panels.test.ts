import { expect, test } from 'vitest';
import { openRoom } from '#tests/fixtures/room.ts';
import { effectiveLocks } from '#lib/room/people.ts';
import type { RoomConditions } from './conditions.ts';
import { panels } from './panels.ts';

function offered(id: string, room: Partial<RoomConditions['room']>, isModerator = false): boolean {
  const whole = { ...openRoom(), ...room };
  return panels.find((panel) => panel.id === id)?.visible({ room: whole, self: undefined, isModerator, isPresenter: false, locks: effectiveLocks(undefined, whole) }) ?? false;
}

test('the list of people is for moderators only where the room says so', () => {
  expect([offered('people', { allowPeopleList: true }), offered('people', { allowPeopleList: false }), offered('people', { allowPeopleList: false }, true)]).toEqual([true, false, true]);
});

test('there is no chat where the room has none', () => {
  expect([offered('chat', { allowChat: true }), offered('chat', { allowChat: false })]).toEqual([true, false]);
});
