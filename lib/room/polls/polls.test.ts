import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBus } from '../bus.ts';
import type { PeerMessage } from '../peer-data.ts';
import { createSessionState } from '../session-state.ts';
import { createSlice } from '../slice.ts';
import { DataMsgBodyType, type NatsMsgServerToClient, type ServerEvent } from '../wire.ts';
import { parseDetails } from './poll-calls.ts';
import { noPolls, share, withListed, withOwnVote, withPollsOpen } from './poll-state.ts';
import type { ListedPoll, Tally } from './poll-state.ts';
import { createPolls } from './polls.ts';

const listed = (id: string, isRunning = true, createdAt = 1): ListedPoll => ({ id, question: `${id}?`, options: [{ id: 1, text: 'yes' }, { id: 2, text: 'no' }], isRunning, createdAt });

describe('the list of polls', () => {
  it('is newest first, and what is new and running is unseen', () => {
    const first = withListed(noPolls, [listed('a', false, 1), listed('b', true, 2)]);
    expect(first.polls.map(({ id }) => id)).toEqual(['b', 'a']);
    expect([...first.unseen]).toEqual(['b']);
    expect([...withPollsOpen(first, true).unseen]).toEqual([]);
    expect([...withListed(withPollsOpen(first, true), [listed('c')]).unseen]).toEqual([]);
  });

  it('keeps the votes known when it is read again', () => {
    const known = withListed(noPolls, [listed('a')]);
    const [poll] = known.polls;
    if (!poll) throw new Error('no poll');
    const voted = { ...known, polls: [withOwnVote({ ...poll, counts: new Map([[2, 3]]), total: 3 }, 2)] };
    expect(withListed(voted, [listed('a', false)]).polls[0]).toMatchObject({ isRunning: false, ownVote: 2, total: 4, counts: new Map([[2, 4]]) });
  });

  it('knows shares', () => {
    const counts = new Map([[1, 1], [2, 2]]);
    expect([share({ counts, total: 3 }, 1), share({ counts, total: 3 }, 2), share({ counts, total: 3 }, 9), share({ counts, total: 0 }, 1)]).toEqual([33, 67, 0, 0]);
  });
});

describe('who voted what', () => {
  it('is read with names that hold colons, and without what is malformed', () => {
    const responses = { total_resp: '2', '1_count': '2', '2_count': 'x', all_respondents: '["ann:1:Ann: B","bob:1:",7,"broken"]' };
    expect(parseDetails(responses)).toEqual({
      total: 2,
      counts: new Map([[1, 2], [2, 0]]),
      voters: [{ id: 'ann', option: 1, name: 'Ann: B' }, { id: 'bob', option: 1, name: 'bob' }],
    });
    expect(parseDetails({})).toEqual({ total: 0, counts: new Map(), voters: [] });
  });
});

function room() {
  const ending = new AbortController();
  const calls = {
    list: vi.fn<() => Promise<ListedPoll[]>>(async () => [listed('a')]),
    tally: vi.fn<() => Promise<Tally>>(async () => ({ ownVote: 0, total: 0, counts: null, voters: [] })),
    activate: vi.fn<() => Promise<void>>(async () => undefined),
    create: vi.fn<() => Promise<void>>(async () => undefined),
    vote: vi.fn<() => Promise<void>>(async () => undefined),
    close: vi.fn<() => Promise<void>>(async () => undefined),
  };
  const state = createSessionState('me');
  const serverEvents = createBus<ServerEvent, NatsMsgServerToClient>();
  const peerMessages = createBus<DataMsgBodyType, PeerMessage>();
  const entered = createSlice(0);
  const send = vi.fn<() => Promise<void>>(async () => undefined);
  const polls = createPolls({ state, serverEvents, peerMessages, peerData: { send }, entered, signal: ending.signal }, calls);
  const voted = (times: number): void => {
    for (let index = 0; index < times; index += 1) peerMessages.emit(DataMsgBodyType.NEW_POLL_RESPONSE, { id: '', type: DataMsgBodyType.NEW_POLL_RESPONSE, fromId: 'x', message: 'a', bytes: new Uint8Array(), isPrivate: false });
  };
  return { polls, calls, entered, voted, send, notices: state.notices };
}

describe('polls in a room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are read on going in, and counted once for many votes', async () => {
    const { polls, calls, entered, voted } = room();
    expect(calls.list).not.toHaveBeenCalled();
    entered.set(1);
    await vi.runAllTimersAsync();
    expect(polls.state.get()).toMatchObject({ status: 'ready', polls: [{ id: 'a', total: 0 }] });
    const before = calls.tally.mock.calls.length;
    voted(20);
    await vi.runAllTimersAsync();
    expect(calls.tally.mock.calls.length, 'nobody looks').toBe(before);
    polls.setOpen(true);
    voted(20);
    await vi.runAllTimersAsync();
    expect(calls.tally.mock.calls.length).toBe(before + 1);
  });

  it('show an own vote at once, tell the others, and take it back when it is refused', async () => {
    const { polls, calls, entered, send, notices } = room();
    entered.set(1);
    await vi.runAllTimersAsync();
    const voting = polls.vote('a', 2);
    expect(polls.state.get().polls[0]).toMatchObject({ ownVote: 2, total: 1 });
    expect(await voting).toBe(true);
    expect(send).toHaveBeenCalledWith({ type: DataMsgBodyType.NEW_POLL_RESPONSE, message: 'a' });
    expect(await polls.vote('a', 1), 'only once').toBe(false);

    const other = room();
    other.entered.set(1);
    await vi.runAllTimersAsync();
    other.calls.vote.mockRejectedValue(new Error('poll is closed'));
    expect(await other.polls.vote('a', 1)).toBe(false);
    expect(other.polls.state.get().polls[0]?.ownVote).toBe(0);
    expect(other.notices.get()).toMatchObject([{ key: 'pollStarted' }, { key: 'requestFailed' }]);
    expect(notices.get()).toMatchObject([{ key: 'pollStarted' }]);
    expect(calls.vote).toHaveBeenCalledTimes(1);
  });

  it('are announced once, also to who came after they began, but not to who looks at them or has voted', async () => {
    const { entered, notices } = room();
    entered.set(1);
    await vi.runAllTimersAsync();
    entered.set(2);
    await vi.runAllTimersAsync();
    expect(notices.get()).toMatchObject([{ key: 'pollStarted' }]);

    const looking = room();
    looking.polls.setOpen(true);
    looking.entered.set(1);
    const voter = room();
    voter.calls.tally.mockResolvedValue({ ownVote: 1, total: 1, counts: null, voters: [] });
    voter.entered.set(1);
    await vi.runAllTimersAsync();
    expect(looking.notices.get()).toEqual([]);
    expect(voter.notices.get()).toEqual([]);
  });
});
