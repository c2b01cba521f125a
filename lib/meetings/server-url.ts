import 'server-only';
import { env } from '#lib/env.ts';

/** Where browsers reach the Plugnmeet server. */
export function publicServerUrl(): string {
  return env().PLUGNMEET_PUBLIC_URL;
}
