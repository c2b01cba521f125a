import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { takeFrom } from '#lib/limits.ts';
import { leadTo, localeOf, refusedAnswer } from './answer.ts';
import { readForm } from './form.ts';
import { originOf } from './origin.ts';
import { LtiRefusal } from './refusal.ts';
import { startRoom, visitRoom } from './room.ts';
import { refusalOf } from './serve-launch.ts';
import { LtiTokenRefused, readLtiToken } from './token.ts';

/**
 * POST /lti/v1/join, the button on a launch's page: who leads starts the class, everybody is led in. It needs no cookie, as inside a platform's
 * page there may be none, and it leads to a window of its own, where camera and microphone are not the platform's to allow.
 */
export async function serveJoin(request: Request): Promise<Response> {
  const origin = originOf(request);
  try {
    const caller = await readLtiToken(new URLSearchParams(await readForm(request)).get('token'));
    await takeFrom('ltiCall', `${caller.account.id}|${caller.userId}`);
    const launchId = z.uuid().safeParse(caller.launchId);
    const launch = launchId.success ? await database().ltiLaunch.findFirst({ where: { id: launchId.data, accountId: caller.account.id, classId: caller.classId }, select: { avatarUrl: true, locale: true, returnUrl: true } }) : null;
    const person = { ...caller, ...launch };
    if (caller.isAdmin) await startRoom(person, origin);
    return leadTo((await visitRoom(person)).url);
  } catch (error) {
    const refused = error instanceof LtiTokenRefused ? new LtiRefusal('expired', error.message) : refusalOf(error, origin.requestId);
    return refusedAnswer(request, refused, { locale: localeOf(request) });
  }
}
