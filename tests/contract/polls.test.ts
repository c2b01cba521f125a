import { create, fromBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ActivatePollsReqSchema, ClosePollReqSchema, CreatePollReqSchema, PollResponseSchema, SubmitPollResponseReqSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import type { PollResponse } from '#generated/proto/plugnmeet/polls_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { Participant, api, apiBytes } from './support/participant.ts';
import { recordedExchanges } from './support/recorded.ts';

const roomId = 'polls';
let engine: TestEngine;
let ann: Participant;
let bob: Participant;
let annToken: string;
let bobToken: string;
let pollId = '';

async function recorded(name: string): Promise<{ request: Uint8Array; answer: PollResponse }> {
  const exchange = (await recordedExchanges('api-meeting2')).find((candidate) => candidate.name.endsWith(name));
  if (!exchange) throw new Error(`${name} was not recorded`);
  const answer = Buffer.from(exchange.response.body_base64 ?? '', 'base64');
  return { request: Buffer.from(exchange.request.body_base64 ?? '', 'base64'), answer: fromBinary(PollResponseSchema, answer) };
}

async function ask(path: string, token: string): Promise<PollResponse> {
  return (await apiBytes(engine.url, `polls/${path}`, token, undefined, PollResponseSchema)).message;
}

async function vote(token: string, selectedOption: bigint, userId = ''): Promise<PollResponse> {
  const message = create(SubmitPollResponseReqSchema, { pollId, selectedOption, userId });
  return (await api(engine.url, 'polls/submitResponse', token, { schema: SubmitPollResponseReqSchema, message }, PollResponseSchema)).message;
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await openRoom(engine.url, roomId);
  annToken = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  bobToken = await ticket(engine.url, roomId, 'bob');
  ann = await Participant.join(engine.url, annToken);
  bob = await Participant.join(engine.url, bobToken);
});

afterAll(async () => {
  await Promise.all([ann.leave(), bob.leave()]);
  await engine.stop();
});

describe('polls', () => {
  it('are opened for the room', async () => {
    const message = create(ActivatePollsReqSchema, { roomId, isActive: true });
    const request = { schema: ActivatePollsReqSchema, message };
    expect((await api(engine.url, 'polls/activate', bobToken, request, PollResponseSchema)).message.msg).toBe('only admin can perform this task');
    expect((await api(engine.url, 'polls/activate', annToken, request, PollResponseSchema)).message.msg).toBe('success');
    await bob.next('ROOM_METADATA_UPDATE', ({ msg }) => msg.includes('"polls_features":{"is_allow":true,"is_active":true}'));
  });

  it('have no statistics before the first', async () => {
    const { status, stats } = await ask('pollsStats', bobToken);
    expect({ status, stats }).toEqual({ status: true, stats: undefined });
  });

  it('are made as recorded, by moderators only, and told to everybody else', async () => {
    const { request, answer } = await recorded('polls-create');
    const refused = await apiBytes(engine.url, 'polls/create', bobToken, request, PollResponseSchema);
    expect(refused.message).toMatchObject({ status: false, msg: 'only admin can perform this task' });
    const { message } = await apiBytes(engine.url, 'polls/create', annToken, request, PollResponseSchema);
    expect({ ...message, pollId: typeof message.pollId }).toEqual({ ...answer, pollId: typeof answer.pollId });
    pollId = message.pollId ?? '';
    expect((await bob.next('POLL_CREATED')).msg).toBe(pollId);
    expect(ann.received.map(({ event }) => event)).not.toContain('POLL_CREATED');
  });

  it('count the vote of who votes, once, as recorded', async () => {
    const { request, answer } = await recorded('polls-submit');
    const { userId, selectedOption } = fromBinary(SubmitPollResponseReqSchema, request);
    const first = await vote(bobToken, selectedOption, userId);
    expect({ ...first, pollId: typeof first.pollId }).toEqual({ ...answer, pollId: typeof answer.pollId });
    expect((await vote(bobToken, 2n, 'ann')).msg).toBe('user already voted');
    expect((await ask(`userSelectedOption/${pollId}/ann`, annToken)).voted).toBe(0n);
    expect((await ask(`userSelectedOption/${pollId}/bob`, bobToken)).voted).toBe(selectedOption);
    expect((await ask(`userSelectedOption/${pollId}/ann`, bobToken)).msg).toBe("only admin can view other user's selection");
    expect((await ask(`countTotalResponses/${pollId}`, bobToken)).totalResponses).toBe(1n);
  });

  it('take one vote of somebody who votes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, async () => await vote(annToken, 2n)));
    expect(answers.filter(({ status }) => status)).toHaveLength(1);
    expect((await vote(await ticket(engine.url, roomId, 'cy'), 9n)).msg).toBe('option not found');
  });

  it('tell who voted what to moderators only', async () => {
    expect((await ask(`pollResponsesDetails/${pollId}`, bobToken)).msg).toBe('only admin can perform this task');
    const { responses } = await ask(`pollResponsesDetails/${pollId}`, annToken);
    expect(responses).toMatchObject({ total_resp: '2', '1_count': '1', '2_count': '1' });
    expect(JSON.parse(responses['all_respondents'] ?? '')).toEqual(expect.arrayContaining(['bob:1:bob', 'ann:2:ann']));
  });

  it('show their result when closed, and take no more votes', async () => {
    expect((await ask(`pollResponsesResult/${pollId}`, bobToken)).msg).toBe('need to wait until poll close');
    const request = { schema: ClosePollReqSchema, message: create(ClosePollReqSchema, { pollId }) };
    expect((await api(engine.url, 'polls/closePoll', annToken, request, PollResponseSchema)).message.msg).toBe('success');
    expect((await bob.next('POLL_CLOSED')).msg).toBe(pollId);
    expect((await vote(await ticket(engine.url, roomId, 'cy'), 1n)).msg).toBe('poll is closed');
    const { pollResponsesResult: result } = await ask(`pollResponsesResult/${pollId}`, bobToken);
    expect(result).toMatchObject({ question: 'Q?', totalResponses: 2n, options: [{ id: 1n, text: 'yes', voteCount: 1n }, { id: 2n, text: 'no', voteCount: 1n }] });
    const { polls } = await ask('listPolls', bobToken);
    expect(polls).toMatchObject([{ id: pollId, roomId, question: 'Q?', isRunning: false, createdBy: 'ann', closedBy: 'ann' }]);
    expect((await ask('pollsStats', bobToken)).stats).toMatchObject({ totalPolls: 1n, totalRunning: 0n });
  });

  it('cannot be made in a room without them, and a poll there is not is not found', async () => {
    await openRoom(engine.url, 'no-polls', { features: { polls_features: { is_allow: false } } });
    const request = { schema: CreatePollReqSchema, message: create(CreatePollReqSchema, { question: 'Q', options: [{ id: 1, text: 'a' }] }) };
    const token = await ticket(engine.url, 'no-polls', 'ann', { isAdmin: true });
    expect((await api(engine.url, 'polls/create', token, request, PollResponseSchema)).message.msg).toBe("polls feature isn't allowed for this room");
    expect((await ask(`countTotalResponses/${pollId}`, token)).msg).toBe('not found');
    expect((await ask('countTotalResponses/%2A', token)).msg).toBe('not found');
  });
});
