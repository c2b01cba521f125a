import { defineAction } from '#lib/action.ts';
import { enterAccessCode } from './access.ts';
import { endMeeting } from './end.ts';
import { broadcastToMeeting, removeFromMeeting } from './moderate.ts';
import { broadcastInput, endMeetingInput, enterAccessCodeInput, removeParticipantInput, requestTicketInput, startMeetingInput } from './schema.ts';
import { startMeeting } from './start.ts';
import { requestTicket } from './ticket.ts';

export const startMeetingAction = defineAction({
  name: 'meeting.start',
  permission: 'meeting.start',
  input: startMeetingInput,
  limit: 'startMeeting',
  run: (context, { classId }) => startMeeting(context, classId),
});

export const endMeetingAction = defineAction({
  name: 'meeting.end',
  permission: 'meeting.end',
  input: endMeetingInput,
  limit: 'startMeeting',
  run: (context, { meetingId }) => endMeeting(context, meetingId),
});

export const broadcastAction = defineAction({
  name: 'meeting.broadcast',
  permission: 'meeting.broadcast',
  input: broadcastInput,
  limit: 'moderateMeeting',
  run: broadcastToMeeting,
});

export const removeParticipantAction = defineAction({
  name: 'meeting.removeParticipant',
  permission: 'meeting.removeParticipant',
  input: removeParticipantInput,
  limit: 'moderateMeeting',
  run: removeFromMeeting,
});

export const requestTicketAction = defineAction({
  name: 'meeting.requestTicket',
  permission: 'meeting.join',
  input: requestTicketInput,
  limit: 'ticket',
  run: requestTicket,
});

export const enterAccessCodeAction = defineAction({
  name: 'meeting.enterAccessCode',
  permission: 'meeting.join',
  input: enterAccessCodeInput,
  limit: 'accessCodeByAddress',
  run: enterAccessCode,
});
