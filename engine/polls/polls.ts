import { randomUUID } from 'node:crypto';
import { create } from '@bufbuild/protobuf';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { PollInfoSchema, PollResponsesResultOptionsSchema, PollResponsesResultSchema, PollsStatsSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import type { ClosePollReq, CreatePollReq, PollResponse, SubmitPollResponseReq } from '#generated/proto/plugnmeet/polls_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { nowSeconds } from '#engine/clock.ts';
import { changeRoomMetadata } from '#engine/moderation/call.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { PollRecord } from './record.ts';
import { pollProblem, responseDetails, totalVotes, votesFor, withVote } from './votes.ts';

/** What a PollResponse says beside `status` and `msg`. */
export type PollAnswer = Partial<Pick<PollResponse, 'pollId' | 'totalResponses' | 'voted' | 'responses' | 'polls' | 'stats' | 'pollResponsesResult'>>;

const mostPolls = 200;

function requirePolls({ room }: ApiCall): void {
  if (!roomMetadataOf(room).roomFeatures?.pollsFeatures?.isAllow) throw new Refused("polls feature isn't allowed for this room");
}

async function pollOf({ context, room }: ApiCall, pollId: string | undefined): Promise<PollRecord> {
  const poll = pollId ? await context.store.polls.find(room.roomId, pollId) : undefined;
  if (!poll) throw new Refused('not found');
  return poll;
}

/** Opens or closes the polls' part of the room (wire §6.4). */
export async function activatePolls(call: ApiCall, isActive: boolean): Promise<void> {
  requirePolls(call);
  await changeRoomMetadata(call, ({ roomFeatures }) => {
    if (roomFeatures?.pollsFeatures) roomFeatures.pollsFeatures.isActive = isActive;
  });
}

/** Asks everybody something (wire §3.3). */
export async function createPoll(call: ApiCall, { question, options }: CreatePollReq): Promise<PollAnswer> {
  requirePolls(call);
  const { context, claims, room } = call;
  const problem = pollProblem(question, options);
  if (problem) throw new Refused(problem);
  if (context.store.polls.list(room.roomId).length >= mostPolls) throw new Refused(`a room has at most ${mostPolls} polls`);
  const poll: PollRecord = {
    id: randomUUID(),
    question,
    options: options.map(({ id, text }) => ({ id, text })),
    isRunning: true,
    created: nowSeconds(),
    createdBy: claims.userId,
    closedBy: '',
    votes: {},
  };
  await context.store.polls.write(room.roomId, poll.id, () => poll);
  context.analytics.note(room, { name: 'poll_added', value: JSON.stringify({ poll_id: poll.id, question, options: poll.options }) });
  context.notifier.toOthers(room.roomId, claims.userId, Event.POLL_CREATED, poll.id);
  return { pollId: poll.id };
}

/** Notes a vote of who asks, whoever the request names (wire §9.30). */
export async function submitResponse(call: ApiCall, { pollId, selectedOption }: SubmitPollResponseReq): Promise<PollAnswer> {
  const { context, claims, room } = call;
  await pollOf(call, pollId);
  const vote = { option: Number(selectedOption), name: claims.name };
  const voted = await context.store.polls.write(room.roomId, pollId, (poll) => poll && withVote(poll, claims.userId, vote));
  if (voted) context.analytics.note(room, { name: 'voted_poll', userId: claims.userId, value: JSON.stringify({ poll_id: pollId, selected_option: vote.option }), key: `${pollId}-${claims.userId}` });
  return { pollId };
}

/** Ends a poll; nobody votes after that. */
export async function closePoll(call: ApiCall, { pollId }: ClosePollReq): Promise<PollAnswer> {
  const { context, claims, room } = call;
  await pollOf(call, pollId);
  const closed = await context.store.polls.write(room.roomId, pollId, (poll) =>
    poll?.isRunning ? { ...poll, isRunning: false, closedBy: claims.userId } : undefined,
  );
  if (closed) context.analytics.note(room, { name: 'poll_ended', value: pollId, key: `${pollId}-ended` });
  if (closed) context.notifier.toRoom(room.roomId, Event.POLL_CLOSED, pollId);
  return { pollId };
}

export async function listPolls({ context, room }: ApiCall): Promise<PollAnswer> {
  const polls = context.store.polls.list(room.roomId).toSorted((left, right) => left.created - right.created);
  return {
    polls: polls.map(({ id, question, options, isRunning, created, createdBy, closedBy }) =>
      create(PollInfoSchema, { id, roomId: room.roomId, question, options, isRunning, created: BigInt(created), createdBy, closedBy }),
    ),
  };
}

export async function pollsStats({ context, room }: ApiCall): Promise<PollAnswer> {
  const polls = context.store.polls.list(room.roomId);
  if (polls.length === 0) return {};
  const totalRunning = BigInt(polls.filter((poll) => poll.isRunning).length);
  return { stats: create(PollsStatsSchema, { totalPolls: BigInt(polls.length), totalRunning }) };
}

export async function countResponses(call: ApiCall): Promise<PollAnswer> {
  const poll = await pollOf(call, call.params[0]);
  return { pollId: poll.id, totalResponses: BigInt(totalVotes(poll)) };
}

/** What somebody voted; moderators may ask about others. */
export async function selectionOf(call: ApiCall): Promise<PollAnswer> {
  const [pollId, userId = ''] = call.params;
  if (userId !== call.claims.userId && !call.claims.isAdmin) throw new Refused("only admin can view other user's selection");
  const poll = await pollOf(call, pollId);
  return { pollId: poll.id, voted: BigInt(poll.votes[userId]?.option ?? 0) };
}

export async function pollDetails(call: ApiCall): Promise<PollAnswer> {
  const poll = await pollOf(call, call.params[0]);
  return { pollId: poll.id, responses: responseDetails(poll) };
}

/** The counts, once nobody votes any more. */
export async function pollResult(call: ApiCall): Promise<PollAnswer> {
  const poll = await pollOf(call, call.params[0]);
  if (poll.isRunning) throw new Refused('need to wait until poll close');
  const options = poll.options.map(({ id, text }) =>
    create(PollResponsesResultOptionsSchema, { id: BigInt(id), text, voteCount: BigInt(votesFor(poll, id)) }),
  );
  return {
    pollId: poll.id,
    pollResponsesResult: create(PollResponsesResultSchema, { question: poll.question, totalResponses: BigInt(totalVotes(poll)), options }),
  };
}
