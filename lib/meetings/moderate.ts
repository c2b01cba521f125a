import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import type { Permission } from '#lib/permissions.ts';
import { PlugnmeetRefusal } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet } from '#lib/plugnmeet/client.ts';
import type { BroadcastInput, RemoveParticipantInput } from './schema.ts';

/** A key the room view translates (wire §3.2): the person reads it in their own language. */
const removedText = 'notifications.room-disconnected-participant-removed';
/** The server's words for somebody who is not there any more. */
const goneText = "user isn't active now";

/** Shows a message to the people in a meeting. */
export async function broadcastToMeeting(context: RequestContext, input: BroadcastInput): Promise<{ meetingId: string }> {
  const { roomId } = await openMeetingFor(context, input.meetingId, 'meeting.broadcast');
  const isTold = await plugnmeet().broadcast({ roomId, text: input.text, toModeratorsOnly: input.audience === 'moderators', form: input.form });
  if (!isTold) throw new AppError('meetingEnded');
  await recordAudit(context, 'meeting.broadcast', { targetId: input.meetingId });
  return { meetingId: input.meetingId };
}

/** Takes somebody out of a meeting; blocked, they cannot come back before its end. */
export async function removeFromMeeting(context: RequestContext, input: RemoveParticipantInput): Promise<{ meetingId: string }> {
  const { roomId, roomSid } = await openMeetingFor(context, input.meetingId, 'meeting.removeParticipant');
  try {
    await plugnmeet().removeParticipant({ roomId, roomSid: roomSid ?? '', userId: input.participantId, message: removedText, block: input.block });
  } catch (error) {
    if (error instanceof PlugnmeetRefusal && error.serverMessage === goneText) throw new AppError('participantGone', { cause: error });
    throw error;
  }
  await recordAudit(context, 'meeting.removeParticipant', { targetId: input.meetingId, detail: { participantId: input.participantId, block: input.block } });
  return { meetingId: input.meetingId };
}

async function openMeetingFor({ actor }: RequestContext, meetingId: string, permission: Permission) {
  const meeting = await database().meeting.findUnique({ where: { id: meetingId }, include: { class: { select: { ownerId: true } } } });
  if (!meeting) throw new AppError('notFound');
  assertMay(actor, permission, { isOwner: meeting.class.ownerId === actor.userId });
  if (meeting.status !== 'active') throw new AppError('meetingEnded');
  return meeting;
}
