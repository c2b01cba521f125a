import { env } from '#lib/env.ts';

/** The link a teacher hands out. */
export function joinLink(joinCode: string): string {
  return `${env().PORTAL_URL}/join/${joinCode}`;
}
