import type { RequestContext } from '#lib/action.ts';
import { normaliseJoinCode } from '#lib/classes/join-code.ts';
import { AppError } from '#lib/errors.ts';
import { endMeeting } from '#lib/meetings/end.ts';
import { findClassByCode } from '#lib/meetings/find-class.ts';
import { contextOfVisit, readVisit } from './read.ts';

/** A visiting moderator ends the class for everybody, with the rights of the account that sent them. */
export async function endVisitedMeeting(context: RequestContext, { code, visit: cookie }: { code: string; visit?: string | undefined }): Promise<Record<string, never>> {
  const joinCode = normaliseJoinCode(code);
  const found = joinCode === null ? null : await findClassByCode(joinCode);
  const visit = found && (await readVisit(cookie, found.id));
  if (!found || !visit?.isModerator) throw new AppError('linkInvalid');
  const acting = await contextOfVisit(visit, context);
  if (!acting) throw new AppError('linkInvalid');
  if (found.openMeeting) await endMeeting(acting, found.openMeeting.id);
  return {};
}
