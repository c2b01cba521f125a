import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import type { SpreedInput } from './schema.ts';

/** Lets the Spreed REST API speak for an account, in place of any other, or takes it away from this one. */
export async function configureSpreed(context: RequestContext, { accountId, isOn, ...options }: SpreedInput): Promise<{ accountId: string }> {
  assertMay(context.actor, 'apiAccount.manage');
  await database().$transaction(async (db) => {
    if ((await db.apiAccount.count({ where: { id: accountId } })) === 0) throw new AppError('notFound');
    if (isOn) await db.spreedSite.upsert({ where: { id: 1 }, create: { accountId, ...options }, update: { accountId, ...options } });
    else await db.spreedSite.deleteMany({ where: { accountId } });
    await recordAudit(context, 'spreed.configure', { targetId: accountId, detail: { isOn } }, db);
  });
  return { accountId };
}
