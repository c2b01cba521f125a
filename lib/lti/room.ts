import { isDeepStrictEqual } from 'node:util';
import { contextOf, type ActingAccount } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { endMeeting } from '#lib/meetings/end.ts';
import type { Ticket } from '#lib/meetings/schema.ts';
import { startMeeting } from '#lib/meetings/start.ts';
import { requestTicket } from '#lib/meetings/ticket.ts';
import { findOutsideClass, renewOutsideClass, setOutsideData } from '#lib/outside-classes/service.ts';
import { createVisit } from '#lib/visits/create.ts';
import { openVisit } from '#lib/visits/open.ts';
import { outsideData } from './place.ts';
import { extrasOf, settingsOf, type RoomWishes } from './wishes.ts';

type Origin = { requestId: string; ip: string };

/** Somebody in a room of a platform. */
export interface RoomPerson {
  account: ActingAccount;
  userId: string;
  name: string;
  isAdmin: boolean;
  roomId: string;
  classId: string;
  joinCode: string;
  wishes: RoomWishes;
  avatarUrl?: string | null;
  locale?: string | null;
  returnUrl?: string | null;
}

/** The meeting being held in a class, or null. */
export async function findOpenMeeting(classId: string): Promise<{ id: string; roomId: string } | null> {
  return database().meeting.findFirst({ where: { openClassId: classId, status: 'active' }, select: { id: true, roomId: true } });
}

/** Starts the class of a room, or finds it started. Title and wishes the platform has changed since are taken over before; what its teacher changed here stays otherwise. */
export async function startRoom({ account, roomId, classId, wishes }: RoomPerson, origin: Origin): Promise<void> {
  if (!(await findOpenMeeting(classId))) {
    const found = await findOutsideClass(account.id, { source: 'lti', externalId: roomId });
    const known = outsideData.safeParse(found?.data);
    if (found && !(known.success && isDeepStrictEqual(known.data.wishes, wishes))) {
      await renewOutsideClass(account, classId, { title: wishes.title || found.title, settings: settingsOf(wishes) }, origin);
      await setOutsideData(classId, { ...known.data, wishes });
    }
  }
  await startMeeting(contextOf(account, origin), classId, extrasOf(wishes));
}

/** A one-time link into the class for this person. */
export async function visitRoom({ account, userId, name, isAdmin, classId, avatarUrl = null, locale = null, returnUrl = null }: RoomPerson): Promise<{ url: string; token: string }> {
  return createVisit(account, { classId, externalUserId: userId, name, isModerator: isAdmin, avatarUrl, locale, leaveUrl: returnUrl });
}

/** A token for the room itself, for clients with a room page of their own. The room is made when it is not there. */
export async function enterRoom(person: RoomPerson, origin: Origin): Promise<Ticket> {
  await startRoom(person, origin);
  const { token } = await visitRoom(person);
  const { cookie } = await openVisit(token, () => undefined);
  const { ticket } = await requestTicket({ actor: { role: 'guest', userId: null, guestId: null }, ...origin }, { code: person.joinCode, visit: cookie, takeOver: true });
  return ticket;
}

/** Ends what is held in a room; false when nothing was. */
export async function endRoom({ account, classId }: RoomPerson, origin: Origin): Promise<boolean> {
  const open = await findOpenMeeting(classId);
  if (open) await endMeeting(contextOf(account, origin), open.id);
  return open !== null;
}
