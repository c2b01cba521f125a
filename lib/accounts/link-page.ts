import 'server-only';
import type { InvitationKind } from '#generated/prisma/client.ts';
import { AppError } from '#lib/errors.ts';
import { takeFrom } from '#lib/limits.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { getLinkPage, type LinkPage } from './queries.ts';

/** `getLinkPage` for whoever sent this request, who may not try one secret after the other. */
export async function openLinkPage(kind: InvitationKind, secret: string): Promise<LinkPage> {
  try {
    await takeFrom('openLink', (await requestOrigin()).ip);
  } catch (error) {
    if (error instanceof AppError) return { open: false, code: error.code };
    throw error;
  }
  return getLinkPage(kind, secret);
}
