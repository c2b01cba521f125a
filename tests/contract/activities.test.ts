import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createRoomApi } from '#lib/room/api.ts';
import { createBreakoutCalls } from '#lib/room/breakout/breakout-calls.ts';
import { createPollCalls } from '#lib/room/polls/poll-calls.ts';
import { createSessionState } from '#lib/room/session-state.ts';
import { person } from '#tests/fixtures/room.ts';
import { startEngine, type TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { Participant } from './support/participant.ts';

const roomId = 'activities';
let engine: TestEngine;
let inside: Participant[];

/** The room view's calls in the name of somebody. */
async function caller(id: string, isAdmin: boolean) {
  const token = await ticket(engine.url, roomId, id, { isAdmin, name: `${id}: the first` });
  inside.push(await Participant.join(engine.url, token));
  const state = createSessionState(id);
  state.people.set(new Map([[id, person(id, { isModerator: isAdmin })]]));
  const wires = { state, link: { api: createRoomApi(engine.url, () => token) } };
  return { polls: createPollCalls(wires), breakouts: createBreakoutCalls(wires) };
}

beforeAll(async () => {
  inside = [];
  engine = await startEngine(inject('services'));
  await openRoom(engine.url, roomId, { features: { polls_features: { is_allow: true }, breakout_room_features: { is_allow: true, allowed_number_rooms: 2 } } });
});

afterAll(async () => {
  await Promise.all(inside.map((somebody) => somebody.leave()));
  await engine.stop();
});

it('polls are asked, voted and closed as the room view does it', async () => {
  const ann = await caller('ann', true);
  const bob = await caller('bob', false);
  expect(await bob.polls.list()).toEqual([]);
  await ann.polls.activate();
  await ann.polls.create('Is zero even?', ['Yes', 'No']);
  const [poll] = await bob.polls.list();
  if (!poll) throw new Error('no poll');
  expect(poll).toMatchObject({ question: 'Is zero even?', isRunning: true, options: [{ id: 1, text: 'Yes' }, { id: 2, text: 'No' }] });
  await bob.polls.vote(poll.id, 2);
  expect(await bob.polls.tally(poll.id, true)).toEqual({ ownVote: 2, total: 1, counts: null, voters: [] });
  expect(await ann.polls.tally(poll.id, true)).toEqual({ ownVote: 0, total: 1, counts: new Map([[1, 0], [2, 1]]), voters: [{ id: 'bob', option: 2, name: 'bob: the first' }] });
  await expect(bob.polls.vote(poll.id, 1)).rejects.toThrow('user already voted');
  await ann.polls.close(poll.id);
  expect(await bob.polls.tally(poll.id, false)).toMatchObject({ ownVote: 2, total: 1, counts: new Map([[1, 0], [2, 1]]) });
});

it('breakout rooms are made, joined and ended as the room view does it', async () => {
  const cy = await caller('cy', true);
  const dan = await caller('dan', false);
  expect(await dan.breakouts.list()).toEqual([]);
  expect(await dan.breakouts.mine()).toBeNull();
  await cy.breakouts.create({ minutes: 5, welcome: 'In groups', rooms: [{ title: 'Group 1', people: [] }, { title: 'Group 2', people: [{ id: 'dan', name: 'dan' }] }] });
  expect(await dan.breakouts.mine()).toMatchObject({ id: `${roomId}-2`, title: 'Group 2', durationMinutes: 5, people: [{ id: 'dan', isInside: false }] });
  expect(await dan.breakouts.join(`${roomId}-2`)).not.toBe('');
  await expect(dan.breakouts.join(`${roomId}-1`)).rejects.toThrow('not allowed');
  expect(await cy.breakouts.join(`${roomId}-1`)).not.toBe('');
  await cy.breakouts.extend(`${roomId}-2`, 5);
  expect(await cy.breakouts.list()).toMatchObject([{ id: `${roomId}-1` }, { id: `${roomId}-2`, durationMinutes: 10 }]);
  await cy.breakouts.announce('Nearly over');
  await cy.breakouts.end(`${roomId}-1`);
  await cy.breakouts.endAll();
  expect(await cy.breakouts.list()).toEqual([]);
  expect(await dan.breakouts.mine()).toBeNull();
});
