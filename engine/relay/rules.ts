import { isLocked } from '#engine/rooms/locks-in-force.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';

/** What the rules look at when somebody says something. */
export interface Scene {
  room: RoomRecord;
  sender: UserRecord;
  /** Of a private message; undefined: it goes to everybody. */
  receiver: UserRecord | undefined;
  /** Whether a shared file of the room has this path. */
  hasFile: (path: string) => boolean;
  hasPoll: (pollId: string) => boolean;
  isParticipant: (userId: string) => boolean;
  /** Who put the question with this id to the sender. */
  askerOf: (questionId: string) => string | undefined;
  /** Unix ms. */
  now: number;
}

/** Moderators and the presenter: they lead. */
export function leads({ isAdmin, isPresenter }: UserRecord): boolean {
  return isAdmin || isPresenter;
}

/** Whether somebody may change the whiteboard: who leads, and who is unlocked (wire §6.6). */
export function mayDraw(room: RoomRecord, user: UserRecord): boolean {
  return leads(user) || !isLocked(room, user, 'lockWhiteboard');
}

/** Whether a channel's messages are encrypted between the participants, so that the engine cannot read them (wire §4.11). */
export function isEncrypted(room: RoomRecord, channel: PeerChannel): boolean {
  const encryption = roomMetadataOf(room).roomFeatures?.endToEndEncryptionFeatures;
  if (!encryption?.isEnabled) return false;
  if (channel === 'chat') return encryption.includedChatMessages;
  return channel === 'dataChannel' || encryption.includedWhiteboard;
}
