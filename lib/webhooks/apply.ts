import type { Prisma } from '#generated/prisma/client.ts';
import { queueStay } from '#lib/bbb/events.ts';
import { database, type Database } from '#lib/db/client.ts';
import { noteFigures } from '#lib/figures/import.ts';
import { lockMeeting, markActive, markEnded, notifyMeeting, reasonOfEnd, type LockedMeeting } from '#lib/meetings/lifecycle.ts';
import { closeOpenStays, recordStay } from '#lib/meetings/stays.ts';
import { announceRecording } from '#lib/recordings/announced.ts';
import { registerRecording } from '#lib/recordings/register.ts';
import type { WebhookEvent } from '#lib/plugnmeet/webhook-event.ts';

type Db = Prisma.TransactionClient;

export type Applied = 'applied' | 'replay' | 'notOurs' | 'ignored';

type Handler = (db: Db, meeting: LockedMeeting, event: WebhookEvent) => Promise<void>;

/** A breakout room is called after its parent (spec §1.2); `startMeeting` names the parents. */
const breakoutRoom = /^(m-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-.+$/;

const handlers: Partial<Record<string, Handler>> = {
  room_created: roomExists,
  room_started: roomExists,
  participant_joined: participantJoined,
  participant_left: participantLeft,
  session_ended: roomEnded,
  room_finished: roomEnded,
  end_recording: recordingEnded,
  // As the guide calls it.
  recording_finished: recordingEnded,
  recording_proceeded: recordingMade,
  artifact_created: figuresReady,
};

/** Being in a breakout room is being in the class; that a breakout room begins or ends is no news about the class. */
const breakoutHandlers: Partial<Record<string, Handler>> = {
  participant_joined: (db, meeting, event) => writeStay(db, meeting, event, null),
  participant_left: participantLeft,
};

/**
 * Takes in one verified webhook (spec §6.12): in one transaction with its receipt, so that it counts once however often
 * it comes; with the times the message carries, so that its order does not matter; and for rooms of ours and their breakout rooms only.
 */
export async function applyWebhook(event: WebhookEvent, db: Database = database()): Promise<Applied> {
  const room = event.room;
  const parentId = breakoutRoom.exec(room?.room_id ?? '')?.[1];
  const handle = (parentId === undefined ? handlers : breakoutHandlers)[event.event];
  if (!handle || !room) return 'ignored';
  return db.$transaction(async (tx) => {
    const meeting = await lockMeeting(tx, { roomId: parentId ?? room.room_id });
    if (!meeting || (parentId === undefined && meeting.roomSid !== null && room.sid !== '' && meeting.roomSid !== room.sid)) return 'notOurs';
    const receipt = await tx.webhookReceipt.createMany({ data: { id: `${event.event}:${event.id}`, event: event.event, roomId: room.room_id }, skipDuplicates: true });
    if (receipt.count === 0) return 'replay';
    await handle(tx, meeting, event);
    return 'applied';
  });
}

async function roomExists(db: Db, meeting: LockedMeeting, event: WebhookEvent): Promise<void> {
  if (event.room?.sid) await markActive(db, meeting, event.room.sid);
}

async function participantJoined(db: Db, meeting: LockedMeeting, event: WebhookEvent): Promise<void> {
  await roomExists(db, meeting, event);
  await writeStay(db, meeting, event, null);
}

async function participantLeft(db: Db, meeting: LockedMeeting, event: WebhookEvent): Promise<void> {
  await writeStay(db, meeting, event, event.created_at);
}

async function recordingMade(db: Db, meeting: LockedMeeting, { recording_info: info, created_at: recordedAt }: WebhookEvent): Promise<void> {
  if (info && await registerRecording(db, { recordId: info.record_id, meetingId: meeting.id, recordedAt })) await notifyMeeting(db, meeting);
}

/** The server makes the file now, and tells when it is there; that may get lost. */
async function recordingEnded(db: Db, meeting: LockedMeeting, { recording_info: info, created_at: recordedAt }: WebhookEvent): Promise<void> {
  if (info) await announceRecording(db, { recordId: info.record_id, meetingId: meeting.id, recordedAt });
}

async function writeStay(db: Db, meeting: LockedMeeting, { participant, created_at: createdAt }: WebhookEvent, leftAt: Date | null): Promise<void> {
  if (!participant) return;
  await recordStay(db, {
    meetingId: meeting.id,
    participantSid: participant.sid,
    participantId: participant.identity,
    name: participant.name,
    joinedAt: participant.joined_at ?? createdAt,
    leftAt,
  }, meeting.endedAt);
  await queueStay(db, { meetingId: meeting.id, participantSid: participant.sid, participantId: participant.identity, name: participant.name, at: leftAt ?? participant.joined_at ?? createdAt, hasLeft: leftAt !== null });
  await notifyMeeting(db, meeting);
}

async function figuresReady(db: Db, meeting: LockedMeeting, { room_artifact: artifact }: WebhookEvent): Promise<void> {
  if (artifact?.type === 'MEETING_ANALYTICS') await noteFigures(db, meeting.id, artifact.artifact_id);
}

async function roomEnded(db: Db, meeting: LockedMeeting, { created_at: endedAt }: WebhookEvent): Promise<void> {
  const reason = await reasonOfEnd(db, meeting);
  await closeOpenStays(db, meeting.id, endedAt);
  await markEnded(db, meeting, endedAt, reason);
}
