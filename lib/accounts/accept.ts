import { Prisma } from '#generated/prisma/client.ts';
import type { RequestContext } from '#lib/action.ts';
import { recordAudit } from '#lib/audit/service.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import type { CalendarChoice, Locale, Theme } from '#lib/i18n/locales.ts';
import { consumeLink, findOpenLink } from './links.ts';
import { hashPassword } from './password.ts';

export interface NewAccount {
  secret: string;
  name: string;
  email: string;
  password: string;
  /** What the person chose as a guest goes with them. */
  locale: Locale;
  calendar: CalendarChoice;
  theme: Theme;
}

/** Makes the account an invitation is for, and uses the invitation up. An address the invitation names cannot be changed. */
export async function acceptInvitation(context: RequestContext, { secret, password, ...person }: NewAccount): Promise<{ email: string }> {
  const link = await findOpenLink(['invite', 'firstAdmin'], secret);
  const email = link.email ?? person.email;
  const passwordHash = await hashPassword(password);
  try {
    await database().$transaction(async (tx) => {
      await consumeLink(tx, link);
      if (link.kind === 'firstAdmin' && (await tx.user.count({ where: { role: 'admin', disabledAt: null } })) > 0) throw new AppError('linkUsed');
      const user = await tx.user.create({ data: { ...person, email, passwordHash, role: link.role } });
      await tx.invitation.update({ where: { id: link.id }, data: { usedById: user.id } });
      await recordAudit(context, 'invitation.accept', { targetId: user.id, detail: { role: link.role, kind: link.kind } }, tx);
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw new AppError('emailTaken', { field: 'email' });
    throw error;
  }
  return { email };
}

/** Sets a new password through an admin's link, and signs every session of the account out. */
export async function resetPassword(context: RequestContext, { secret, password }: { secret: string; password: string }): Promise<{ email: string }> {
  const link = await findOpenLink(['passwordReset'], secret);
  const email = link.email ?? '';
  const passwordHash = await hashPassword(password);
  await database().$transaction(async (tx) => {
    await consumeLink(tx, link);
    const user = await tx.user.findUnique({ where: { email } });
    if (!user) throw new AppError('linkInvalid');
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    await tx.invitation.update({ where: { id: link.id }, data: { usedById: user.id } });
    await recordAudit(context, 'account.resetPassword', { targetId: user.id }, tx);
  });
  return { email };
}
