import { ActivatePollsReqSchema, ClosePollReqSchema, CreatePollReqSchema, PollResponseSchema, SubmitPollResponseReqSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { CommonResponseSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { cleanName, parseJson } from '../parse.ts';
import type { CallWires } from '../wires.ts';
import type { ListedPoll, Tally, Voter } from './poll-state.ts';

/** The polls' part of the in-meeting API (wire §3.3). Every call throws `RoomApiError` when it is refused. */
export function createPollCalls({ link, state }: CallWires) {
  const { api } = link;
  const roomId = (): string => state.room.get()?.roomId ?? '';
  const { selfId } = state;

  async function ownVote(pollId: string): Promise<number> {
    return Number((await api.read(`polls/userSelectedOption/${pollId}/${selfId}`, PollResponseSchema)).voted ?? 0n);
  }

  async function details(pollId: string): Promise<Omit<Tally, 'ownVote'>> {
    return parseDetails((await api.read(`polls/pollResponsesDetails/${pollId}`, PollResponseSchema)).responses);
  }

  async function result(pollId: string): Promise<Omit<Tally, 'ownVote'>> {
    const { pollResponsesResult: found } = await api.read(`polls/pollResponsesResult/${pollId}`, PollResponseSchema);
    const counts = new Map(found?.options.map(({ id, voteCount }) => [Number(id), Number(voteCount)]));
    return { total: Number(found?.totalResponses ?? 0n), counts, voters: [] };
  }

  async function total(pollId: string): Promise<Omit<Tally, 'ownVote'>> {
    const answer = await api.read(`polls/countTotalResponses/${pollId}`, PollResponseSchema);
    return { total: Number(answer.totalResponses ?? 0n), counts: null, voters: [] };
  }

  return {
    async list(): Promise<ListedPoll[]> {
      const { polls } = await api.read('polls/listPolls', PollResponseSchema);
      return polls.map(({ id, question, options, isRunning, created }) => ({
        id,
        question,
        options: options.map((option) => ({ id: option.id, text: option.text })),
        isRunning,
        createdAt: Number(created),
      }));
    },
    /** What this participant may know of the votes: moderators everything, others the counts once the poll is closed. */
    async tally(pollId: string, isRunning: boolean): Promise<Tally> {
      const isModerator = state.people.get().get(selfId)?.isModerator ?? false;
      const [vote, votes] = await Promise.all([ownVote(pollId), isModerator ? details(pollId) : isRunning ? total(pollId) : result(pollId)]);
      return { ...votes, ownVote: vote };
    },
    /** Opens the polls' part of the room to everybody's client (wire §6.4). */
    async activate(): Promise<void> {
      await api.call('polls/activate', ActivatePollsReqSchema, { roomId: roomId(), isActive: true }, CommonResponseSchema);
    },
    async create(question: string, options: readonly string[]): Promise<void> {
      const numbered = options.map((text, index) => ({ id: index + 1, text }));
      await api.call('polls/create', CreatePollReqSchema, { roomId: roomId(), userId: selfId, question, options: numbered }, PollResponseSchema);
    },
    async vote(pollId: string, option: number): Promise<void> {
      const name = state.people.get().get(selfId)?.name ?? '';
      await api.call('polls/submitResponse', SubmitPollResponseReqSchema, { roomId: roomId(), userId: selfId, name, pollId, selectedOption: BigInt(option) }, PollResponseSchema);
    },
    async close(pollId: string): Promise<void> {
      await api.call('polls/closePoll', ClosePollReqSchema, { roomId: roomId(), userId: selfId, pollId }, PollResponseSchema);
    },
  };
}

export type PollCalls = ReturnType<typeof createPollCalls>;

/** pollResponsesDetails: counts under `<option>_count`, voters as `"<user>:<option>:<name>"` in a JSON array (wire §3.3). */
export function parseDetails(responses: Readonly<Record<string, string>>): Omit<Tally, 'ownVote'> {
  const counts = new Map<number, number>();
  for (const [key, value] of Object.entries(responses)) {
    const option = /^(\d+)_count$/u.exec(key)?.[1];
    if (option !== undefined) counts.set(Number(option), Number(value) || 0);
  }
  const respondents = parseJson(responses['all_respondents'] ?? '');
  const voters = Array.isArray(respondents) ? respondents.flatMap(parseVoter) : [];
  return { total: Number(responses['total_resp']) || 0, counts, voters };
}

function parseVoter(entry: unknown): Voter[] {
  const [, id, option, name] = typeof entry === 'string' ? (/^(.+?):(\d+):(.*)$/su.exec(entry) ?? []) : [];
  return id && option ? [{ id, option: Number(option), name: cleanName(name ?? '') || id }] : [];
}
