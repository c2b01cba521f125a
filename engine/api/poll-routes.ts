import { create, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { ActivatePollsReqSchema, ClosePollReqSchema, CreatePollReqSchema, PollResponseSchema, SubmitPollResponseReqSchema } from '#generated/proto/plugnmeet/polls_pb.js';
import { checkRoom } from '#engine/moderation/call.ts';
import { activatePolls, closePoll, countResponses, createPoll, listPolls, pollDetails, pollResult, pollsStats, selectionOf, submitResponse } from '#engine/polls/polls.ts';
import type { PollAnswer } from '#engine/polls/polls.ts';
import { adminRoute, readMessage } from './route.ts';
import type { ApiCall, ApiRoute, Callers } from './route.ts';

async function respond(answer: Promise<PollAnswer>): Promise<Uint8Array> {
  return toBinary(PollResponseSchema, create(PollResponseSchema, { ...(await answer), status: true, msg: 'success' }));
}

function question(callers: Callers, paramCount: number, answer: (call: ApiCall) => Promise<PollAnswer>): ApiRoute {
  return { method: 'GET', callers, paramCount, handle: async (call) => await respond(answer(call)) };
}

function command<Desc extends DescMessage>(
  schema: Desc,
  callers: Callers,
  act: (call: ApiCall, request: MessageShape<Desc>) => Promise<PollAnswer>,
): ApiRoute {
  return { method: 'POST', callers, paramCount: 0, handle: async (call, body) => await respond(act(call, readMessage(schema, body))) };
}

/** The calls about polls (wire §3.3). */
export const pollRoutes: readonly (readonly [string, ApiRoute])[] = [
  [
    '/api/polls/activate',
    adminRoute(ActivatePollsReqSchema, async (call, { roomId, isActive }) => {
      checkRoom(call, roomId, '');
      await activatePolls(call, isActive);
    }),
  ],
  ['/api/polls/create', command(CreatePollReqSchema, 'admins', createPoll)],
  ['/api/polls/submitResponse', command(SubmitPollResponseReqSchema, 'participants', submitResponse)],
  ['/api/polls/closePoll', command(ClosePollReqSchema, 'admins', closePoll)],
  ['/api/polls/listPolls', question('participants', 0, listPolls)],
  ['/api/polls/pollsStats', question('participants', 0, pollsStats)],
  ['/api/polls/countTotalResponses', question('participants', 1, countResponses)],
  ['/api/polls/userSelectedOption', question('participants', 2, selectionOf)],
  ['/api/polls/pollResponsesDetails', question('admins', 1, pollDetails)],
  ['/api/polls/pollResponsesResult', question('participants', 1, pollResult)],
];
