import type { ClassDetail } from '#lib/classes/queries.ts';
import { classSwitches, pickSwitches } from '#lib/classes/switches.ts';
import { wallClock } from '#lib/classes/time.ts';
import type { ClassFormValues } from './class-form.tsx';

/** A class as the form holds it. */
export function formValues(found: ClassDetail): ClassFormValues {
  return {
    title: found.title, description: found.description, startsAt: wallClock(found.startsAt, found.timeZone), timeZone: found.timeZone,
    durationMinutes: found.durationMinutes, guestsAllowed: found.guestsAllowed, accessCode: found.accessCode ?? '', waitingRoom: found.waitingRoom,
    ...pickSwitches(found),
    maxParticipants: found.maxParticipants === null ? '' : String(found.maxParticipants),
  };
}

/** What the form begins with: a class of an hour at this time, open to guests, with everything in the room. */
export function emptyFormValues(startsAt: string, timeZone: string): ClassFormValues {
  return { title: '', description: '', startsAt, timeZone, durationMinutes: 60, guestsAllowed: true, accessCode: '', waitingRoom: false, ...classSwitches, maxParticipants: '' };
}
