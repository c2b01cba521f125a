import { Refused } from '#engine/api/refused.ts';
import type { PollRecord, Vote } from './record.ts';

const mostOptions = 50;
const longestQuestion = 1000;
const longestOption = 500;

/** What makes a poll impossible, if anything. Option 0 stands for "has not voted" (wire §3.3). */
export function pollProblem(question: string, options: readonly { id: number; text: string }[]): string | undefined {
  if (question.trim() === '') return 'question is required';
  if (question.length > longestQuestion) return `question must be at most ${longestQuestion} characters`;
  if (options.length === 0) return 'options are required';
  if (options.length > mostOptions) return `options must be at most ${mostOptions}`;
  if (options.some(({ id }) => id === 0)) return 'option ids start at 1';
  if (new Set(options.map(({ id }) => id)).size < options.length) return 'option ids must differ';
  return options.some(({ text }) => text.length > longestOption) ? `options must be at most ${longestOption} characters` : undefined;
}

/** The poll with one more vote; refused when it is closed, lacks the option or has this person's vote already. */
export function withVote(poll: PollRecord, userId: string, vote: Vote): PollRecord {
  if (!poll.isRunning) throw new Refused('poll is closed');
  if (poll.votes[userId]) throw new Refused('user already voted');
  if (!poll.options.some(({ id }) => id === vote.option)) throw new Refused('option not found');
  return { ...poll, votes: { ...poll.votes, [userId]: vote } };
}

export function totalVotes(poll: PollRecord): number {
  return Object.keys(poll.votes).length;
}

export function votesFor(poll: PollRecord, option: number): number {
  return Object.values(poll.votes).filter((vote) => vote.option === option).length;
}

/** What a moderator sees of the votes (wire §3.3 pollResponsesDetails). */
export function responseDetails(poll: PollRecord): Record<string, string> {
  const respondents = Object.entries(poll.votes).map(([userId, { option, name }]) => `${userId}:${option}:${name}`);
  return {
    total_resp: String(totalVotes(poll)),
    ...Object.fromEntries(poll.options.map(({ id }) => [`${id}_count`, String(votesFor(poll, id))])),
    all_respondents: JSON.stringify(respondents),
  };
}
