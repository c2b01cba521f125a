import type { RequestContext } from '#lib/action.ts';
import { accessCodesMatch } from '#lib/classes/access-code.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { giveBack, takeFrom } from '#lib/limits.ts';
import { accessProof } from './access-proof.ts';

/**
 * Checks the access code of a class and returns the proof of it. Tries are counted before comparing, so that a limit
 * reached stops right guesses too, and forgotten after a right one.
 */
export async function enterAccessCode({ actor, ip }: RequestContext, { code, accessCode }: { code: string; accessCode: string }): Promise<{ proof: string | null }> {
  const found = await database().class.findUnique({ where: { joinCode: code }, select: { id: true, accessCode: true } });
  if (!found) throw new AppError('linkInvalid');
  if (found.accessCode === null) return { proof: null };
  const person = `${actor.userId ?? ip}|${code}`;
  await takeFrom('accessCodeByPerson', person);
  if (!accessCodesMatch(accessCode, found.accessCode)) throw new AppError('accessCodeWrong', { field: 'accessCode' });
  await giveBack('accessCodeByPerson', person);
  return { proof: accessProof(found.id, found.accessCode) };
}
