/** A poll as this participant sees it. */
export interface Poll {
  id: string;
  question: string;
  options: readonly PollOption[];
  isRunning: boolean;
  /** Unix seconds. */
  createdAt: number;
  /** The option oneself voted for; 0 before (wire §3.3). */
  ownVote: number;
  /** How many voted. */
  total: number;
  /** Votes by option; null while this participant may not know them yet. */
  counts: ReadonlyMap<number, number> | null;
  /** Who voted what; moderators only. */
  voters: readonly Voter[];
}

export interface PollOption {
  id: number;
  text: string;
}

export interface Voter {
  id: string;
  name: string;
  option: number;
}

/** What changes about a poll while people vote. */
export type Tally = Pick<Poll, 'ownVote' | 'total' | 'counts' | 'voters'>;

export interface PollsState {
  status: 'loading' | 'ready' | 'failed';
  /** Newest first. */
  polls: readonly Poll[];
  /** Polls that began while nobody was looking. */
  unseen: ReadonlySet<string>;
  isOpen: boolean;
}

export const noPolls: PollsState = { status: 'loading', polls: [], unseen: new Set(), isOpen: false };
const noTally: Tally = { ownVote: 0, total: 0, counts: null, voters: [] };

export type ListedPoll = Omit<Poll, keyof Tally>;

/** Takes over the server's list; what is known of the votes stays. Running polls not known before are unseen. */
export function withListed(state: PollsState, listed: readonly ListedPoll[]): PollsState {
  const known = new Map(state.polls.map((poll) => [poll.id, poll]));
  const fresh = listed.filter((poll) => poll.isRunning && !known.has(poll.id)).map(({ id }) => id);
  const polls = listed
    .map((poll): Poll => ({ ...noTally, ...known.get(poll.id), ...poll }))
    .toSorted((a, b) => b.createdAt - a.createdAt);
  return { ...state, status: 'ready', polls, unseen: state.isOpen || fresh.length === 0 ? state.unseen : new Set([...state.unseen, ...fresh]) };
}

export function withPoll(state: PollsState, id: string, change: Partial<Poll>): PollsState {
  return { ...state, polls: state.polls.map((poll) => (poll.id === id ? { ...poll, ...change } : poll)) };
}

/** Notes whether the polls are being looked at; looking at them makes all of them seen. */
export function withPollsOpen(state: PollsState, isOpen: boolean): PollsState {
  return state.isOpen === isOpen ? state : { ...state, isOpen, unseen: isOpen ? new Set() : state.unseen };
}

/** An own vote counts at once, before the server has confirmed it. */
export function withOwnVote(poll: Poll, option: number): Poll {
  const counts = poll.counts && new Map(poll.counts).set(option, (poll.counts.get(option) ?? 0) + 1);
  return { ...poll, ownVote: option, total: poll.total + 1, counts };
}

/** Parts of the votes an option got, in whole percent; 0 when nobody voted. */
export function share(poll: Pick<Poll, 'counts' | 'total'>, option: number): number {
  return poll.total === 0 ? 0 : Math.round(((poll.counts?.get(option) ?? 0) / poll.total) * 100);
}
