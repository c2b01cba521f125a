import { defineAction } from '#lib/action.ts';
import { endVisitedMeeting } from './end.ts';
import { endVisitedMeetingInput } from './schema.ts';

export const endVisitedMeetingAction = defineAction({
  name: 'visit.endMeeting', permission: 'visit.endMeeting', input: endVisitedMeetingInput, limit: 'startMeeting', run: endVisitedMeeting,
});
