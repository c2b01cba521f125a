import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { openSignedValue, signValue } from '#lib/signed-value.ts';
import { hashToken } from './token.ts';

export interface OpenedVisit {
  joinCode: string;
  /** The cookie's value, good for `secondsLeft`. */
  cookie: string;
  secondsLeft: number;
  locale: string | null;
}

/**
 * Takes a one-time link. The browser that opened it before may open it again; any other gets `linkUsed`, later `linkExpired`.
 * `cookieOf` reads the browser's cookie of a class.
 */
export async function openVisit(token: string, cookieOf: (joinCode: string) => string | undefined): Promise<OpenedVisit> {
  const found = await database().visit.findUnique({ where: { tokenHash: hashToken(token) }, include: { class: { select: { joinCode: true } }, account: { select: { disabledAt: true } } } });
  if (!found || found.account.disabledAt) throw new AppError('linkInvalid');
  const { id, locale, endsAt, class: { joinCode } } = found;
  const now = new Date();
  if (endsAt <= now) throw new AppError('linkExpired');
  const opened = { joinCode, cookie: signValue('visit', id), secondsLeft: Math.ceil((endsAt.getTime() - now.getTime()) / 1000), locale };
  if (openSignedValue('visit', cookieOf(joinCode)) === id) return opened;
  if (found.openedAt) throw new AppError('linkUsed');
  if (found.linkExpiresAt <= now) throw new AppError('linkExpired');
  const { count } = await database().visit.updateMany({ where: { id, openedAt: null }, data: { openedAt: now } });
  if (count === 0) throw new AppError('linkUsed');
  return opened;
}
