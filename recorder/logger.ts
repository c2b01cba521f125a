import { pino } from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard output; tokens and addresses of streams (which hold keys) are never written. */
export function createLogger(level: string): Logger {
  return pino({ name: 'recorder', level, redact: ['token', '*.token', 'accessToken', '*.accessToken', 'rtmpUrl', '*.rtmpUrl'] });
}
