import type { RequestContext } from '#lib/action.ts';
import { contextOf } from '#lib/api-accounts/acting.ts';
import type { ClassInput } from '#lib/classes/schema.ts';
import { classSwitches } from '#lib/classes/switches.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { startMeeting } from '#lib/meetings/start.ts';
import { findOrCreateOutsideClass, renewOutsideClass } from '#lib/outside-classes/service.ts';
import { personName } from '#lib/text/name.ts';
import { createVisit } from '#lib/visits/create.ts';
import { findPictureOf, pictureUrl } from './picture.ts';
import { isRoomName } from './room-name.ts';
import { findSite, type SpreedSite } from './site.ts';
import { redeemNonce } from './user.ts';

/** Nobody leads such a room: everybody may do everything. */
const settingsOfAll = {
  ...classSwitches, studentsMayShareScreen: true, studentsMayDraw: true, studentsMayWriteNotes: true, guestsAllowed: true, withRecording: false,
} as const satisfies Partial<ClassInput>;

const pictureSide = 128;

/**
 * Opens a room by its name, as whoever comes first does, and answers the path that leads into it: for a known user a one-time link, for
 * others the page that asks for their name. Null when this installation gave out no such name.
 */
export async function enterRoom(name: string, who: { nonce?: string | undefined; name?: string | undefined }, origin: Pick<RequestContext, 'requestId' | 'ip'>): Promise<string | null> {
  const site = isRoomName(name) ? await findSite() : null;
  if (!site) return null;
  await takeFrom('openVisit', origin.ip);
  const { classId, joinCode } = await openRoom(site, name, origin);
  const userid = who.nonce === undefined ? null : await redeemNonce(site.account.id, who.nonce);
  if (userid === null) return `/join/${joinCode}`;
  const picture = await findPictureOf(site.account.id, userid);
  const { token } = await createVisit(site.account, {
    classId, externalUserId: userid, name: nameOf(who.name, userid), isModerator: false, waits: false, avatarUrl: picture && pictureUrl(picture, pictureSide),
  });
  return `/visit/${token}`;
}

async function openRoom({ account, accessCode }: SpreedSite, name: string, origin: Pick<RequestContext, 'requestId' | 'ip'>): Promise<{ classId: string; joinCode: string }> {
  const made = { title: `${account.name} · ${name.slice(-4)}`, settings: { ...settingsOfAll, accessCode } };
  const { classId, joinCode, isNew } = await findOrCreateOutsideClass(account, { source: 'spreed', externalId: name }, made, origin);
  try {
    const isOpen = (await database().meeting.count({ where: { openClassId: classId } })) > 0;
    if (!isNew && !isOpen) await renewOutsideClass(account, classId, made, origin);
    await startMeeting(contextOf(account, origin), classId);
  } catch (error) {
    // The page they are led to says how things stand.
    if (!(error instanceof AppError)) throw error;
  }
  return { classId, joinCode };
}

function nameOf(given: string | undefined, userid: string): string {
  const candidates = [given, userid.split('@', 1)[0], 'User'];
  for (const candidate of candidates) {
    const parsed = personName.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return 'User';
}
