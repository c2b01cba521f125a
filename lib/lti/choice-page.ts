import 'server-only';
import { cookies } from 'next/headers';
import { takeFrom } from '#lib/limits.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { choiceCookie, openChoice, type OpenedChoice } from './choices.ts';

/** The page on which a class is chosen, for the browser that asks. Throws `linkInvalid`, `linkUsed`, `linkExpired` or `tooManyTries`. */
export async function readChoice(code: string): Promise<OpenedChoice> {
  const { ip } = await requestOrigin();
  await takeFrom('openVisit', ip);
  return openChoice(code, (await cookies()).get(choiceCookie)?.value);
}
