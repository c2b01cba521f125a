import { z } from 'zod';
import { endMeeting } from '#lib/meetings/end.ts';
import { broadcastToMeeting, removeFromMeeting } from '#lib/meetings/moderate.ts';
import { listPresent } from '#lib/meetings/queries.ts';
import { broadcastInput, removeParticipantInput } from '#lib/meetings/schema.ts';
import { meetingShape } from '#lib/outside-classes/shapes.ts';
import { findOwnMeeting, ofMeeting, presentPerson } from './meetings.ts';
import { operation } from './operation.ts';

const answer = z.object({ meetingId: z.uuid() });

export const moderatingOperations = [
  operation({
    id: 'endMeeting', method: 'post', path: '/meetings/{meetingId}/end', scope: 'meetings:control', summary: 'End a meeting for everybody; one that is over stays as it ended',
    params: ofMeeting,
    answer: meetingShape,
    async run(call, { params: { meetingId } }) {
      await findOwnMeeting(call, meetingId);
      await endMeeting(call.context, meetingId);
      return findOwnMeeting(call, meetingId);
    },
  }),
  operation({
    id: 'listPresent', method: 'get', path: '/meetings/{meetingId}/people', scope: 'meetings:read', summary: 'Who is in a meeting now; moderators first, at most 1,000',
    params: ofMeeting,
    answer: z.object({ people: z.array(presentPerson) }),
    async run(call, { params: { meetingId } }) {
      await findOwnMeeting(call, meetingId);
      return { people: await listPresent(call.context.actor, meetingId) };
    },
  }),
  operation({
    id: 'broadcast', method: 'post', path: '/meetings/{meetingId}/broadcast', scope: 'meetings:control', summary: 'Show a message to the people in a meeting',
    params: ofMeeting,
    body: z.object({
      text: broadcastInput.shape.text.meta({ description: '1 to 500 letters', example: 'We end in five minutes.' }),
      audience: broadcastInput.shape.audience.default('everybody'),
      form: broadcastInput.shape.form.default('notice').meta({ description: 'A notice is seen at once and goes; a chat message stays' }),
    }),
    answer,
    async run(call, { params: { meetingId }, body }) {
      await findOwnMeeting(call, meetingId);
      return broadcastToMeeting(call.context, { meetingId, ...body });
    },
  }),
  operation({
    id: 'removePerson', method: 'post', path: '/meetings/{meetingId}/people/{participantId}/remove', scope: 'meetings:control', summary: 'Take somebody out of a meeting',
    params: ofMeeting.extend({ participantId: removeParticipantInput.shape.participantId }),
    body: z.object({ block: removeParticipantInput.shape.block.default(false).meta({ description: 'Whether they are kept out for the rest of the meeting', example: false }) }),
    answer,
    async run(call, { params: { meetingId, participantId }, body: { block } }) {
      await findOwnMeeting(call, meetingId);
      return removeFromMeeting(call.context, { meetingId, participantId, block });
    },
  }),
];
