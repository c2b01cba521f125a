import { randomBytes } from 'node:crypto';
import type { Actor } from '#lib/actor.ts';

const guestPrefix = 'guest-';
/** Of those an outside system sent. */
export const visitorPrefix = 'visitor-';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Bots and second publishers of a person (spec §2.3): they are nobody's attendance. */
const notPeople = /^(?:RECORDER_BOT|RTMP_BOT|ingres_.*|sip_.*|pnm_agent-.*|pnm_tts_agent-.*|.*-native)$/;

/** A new stable id of a guest's browser. */
export function newGuestId(): string {
  return randomBytes(12).toString('hex');
}

/** The room's user_id of somebody: the account's id, or the guest's. */
export function participantIdOf(actor: Actor, guestId: string): string {
  return actor.role === 'guest' ? `${guestPrefix}${guestId}` : actor.userId;
}

/** The account behind a room's user_id, or null for guests. */
export function accountIdOf(participantId: string): string | null {
  return uuid.test(participantId) ? participantId : null;
}

/** Whether a room's user_id is a person's. */
export function isPerson(participantId: string): boolean {
  return !notPeople.test(participantId);
}
