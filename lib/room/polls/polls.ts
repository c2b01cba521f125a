import { attempt as attemptIn } from '../attempt.ts';
import { addNotice } from '../notices.ts';
import { createSlice } from '../slice.ts';
import { DataMsgBodyType, ServerEvent } from '../wire.ts';
import { perSession, type RoomWires } from '../wires.ts';
import { createPollCalls, type PollCalls } from './poll-calls.ts';
import { noPolls, withListed, withOwnVote, withPoll, withPollsOpen, type PollsState } from './poll-state.ts';

/** Many votes in a moment are asked for once. */
const tallyEvery = 1500;

/** The polls of a room: kept up to date from going in on (wire §6.4). */
export function createPolls(wires: Omit<RoomWires, 'link'>, calls: PollCalls) {
  const { state, serverEvents, peerMessages, peerData, entered, signal } = wires;
  const slice = createSlice<PollsState>(noPolls);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const stale = new Set<string>();
  const isModerator = (): boolean => state.people.get().get(state.selfId)?.isModerator ?? false;
  const find = (id: string) => slice.get().polls.find((poll) => poll.id === id);

  async function count(id: string): Promise<void> {
    const poll = find(id);
    if (!poll) return;
    stale.delete(id);
    const tally = await calls.tally(id, poll.isRunning);
    // A vote of one's own that is still on its way is not taken back.
    const ownVote = tally.ownVote || (find(id)?.ownVote ?? 0);
    slice.update((polls) => withPoll(polls, id, { ...tally, ownVote }));
  }

  function countSoon(id: string): void {
    stale.add(id);
    if (timers.has(id) || (!slice.get().isOpen && !isModerator())) return;
    timers.set(id, setTimeout(() => {
      timers.delete(id);
      void count(id).catch(() => undefined);
    }, tallyEvery));
  }

  async function refresh(): Promise<void> {
    try {
      const listed = await calls.list();
      const known = new Set(slice.get().polls.map(({ id }) => id));
      slice.update((polls) => withListed(polls, listed));
      await Promise.all(listed.map(({ id }) => count(id).catch(() => undefined)));
      for (const { id } of listed) if (!known.has(id)) announce(id);
    } catch {
      slice.update((polls) => (polls.status === 'ready' ? polls : { ...polls, status: 'failed' }));
    }
  }

  /** Also those that began before anybody listened here: who comes late is asked too. */
  function announce(id: string): void {
    const poll = find(id);
    if (poll?.isRunning && poll.ownVote === 0 && !slice.get().isOpen) addNotice(state.notices, { tone: 'info', key: 'pollStarted', values: { question: poll.question } });
  }

  const attempt = async (work: () => Promise<void>): Promise<boolean> => await attemptIn(state.notices, work);

  const stops = [
    serverEvents.on(ServerEvent.POLL_CREATED, () => void refresh()),
    serverEvents.on(ServerEvent.POLL_CLOSED, ({ msg }) => {
      const poll = find(msg);
      slice.update((polls) => withPoll({ ...polls, unseen: new Set([...polls.unseen].filter((id) => id !== msg)) }, msg, { isRunning: false }));
      if (poll?.isRunning && !slice.get().isOpen) addNotice(state.notices, { tone: 'info', key: 'pollEnded', values: { question: poll.question } });
      void refresh();
    }),
    peerMessages.on(DataMsgBodyType.NEW_POLL_RESPONSE, ({ message }) => {
      if (find(message)) countSoon(message);
    }),
    entered.subscribe(() => void refresh()),
  ];
  signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
    for (const timer of timers.values()) clearTimeout(timer);
  });
  if (entered.get() > 0) void refresh();

  return {
    state: slice,
    refresh,
    setOpen(isOpen: boolean): void {
      slice.update((polls) => withPollsOpen(polls, isOpen));
      if (isOpen) for (const id of stale) countSoon(id);
    },
    /** Asks everybody in the room. */
    create: (question: string, options: readonly string[]): Promise<boolean> =>
      attempt(async () => {
        if (!state.room.get()?.features.polls.active) await calls.activate();
        await calls.create(question, options);
        await refresh();
      }),
    /** Votes once; the vote shows at once and is taken back when it was refused. */
    async vote(id: string, option: number): Promise<boolean> {
      const before = find(id);
      if (!before?.isRunning || before.ownVote !== 0) return false;
      slice.update((polls) => withPoll(polls, id, withOwnVote(before, option)));
      const done = await attempt(() => calls.vote(id, option));
      if (!done) {
        slice.update((polls) => withPoll(polls, id, { ownVote: 0 }));
        await count(id).catch(() => undefined);
        return false;
      }
      await peerData.send({ type: DataMsgBodyType.NEW_POLL_RESPONSE, message: id }).catch(() => undefined);
      await count(id).catch(() => undefined);
      return true;
    },
    /** Ends the voting; everybody sees the result. */
    close: (id: string): Promise<boolean> => attempt(() => calls.close(id)),
  };
}

export const pollsOf = perSession((wires) => createPolls(wires, createPollCalls(wires)));

export type Polls = ReturnType<typeof createPolls>;
