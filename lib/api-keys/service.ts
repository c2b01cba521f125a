import type { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { assertMay } from '#lib/actor.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { hashKey, newKey } from './key.ts';
import type { createKeyInput, revokeKeyInput } from './schema.ts';

/** More than programs of one system need. */
const mostKeys = 50;

/** Makes a key for an account. It is answered here and can never be seen again. */
export async function createKey(context: RequestContext, { accountId, name, scopes }: z.output<typeof createKeyInput>): Promise<{ keyId: string; key: string }> {
  assertMay(context.actor, 'apiAccount.manage');
  if ((await database().apiAccount.count({ where: { id: accountId } })) === 0) throw new AppError('notFound');
  if ((await database().apiKey.count({ where: { accountId, revokedAt: null } })) >= mostKeys) throw new AppError('tooMany');
  const key = newKey();
  const keyId = await database().$transaction(async (db) => {
    const { id } = await db.apiKey.create({ data: { accountId, name, scopes: [...new Set(scopes)], keyHash: hashKey(key), ending: key.slice(-4) } });
    await recordAudit(context, 'apiKey.create', { targetId: id, detail: { scopes: scopes.join(' ') } }, db);
    return id;
  });
  return { keyId, key };
}

/** Makes a key useless for ever. */
export async function revokeKey(context: RequestContext, { keyId }: z.output<typeof revokeKeyInput>): Promise<{ keyId: string }> {
  assertMay(context.actor, 'apiAccount.manage');
  const found = await database().apiKey.findUnique({ where: { id: keyId }, select: { revokedAt: true } });
  if (!found) throw new AppError('notFound');
  if (found.revokedAt) return { keyId };
  await database().$transaction(async (db) => {
    await db.apiKey.update({ where: { id: keyId }, data: { revokedAt: new Date() } });
    await recordAudit(context, 'apiKey.revoke', { targetId: keyId }, db);
  });
  return { keyId };
}
