import { createHash } from 'node:crypto';

/** How a link's secret is stored. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The cookie that keeps a visit, one per class. */
export function visitCookie(joinCode: string): string {
  return `kelas-visit-${joinCode}`;
}
