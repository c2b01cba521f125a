import { pino } from 'pino';

export type Logger = pino.Logger;

/** JSON lines on standard output; tokens and signatures are never written. */
export function createLogger(level: string): Logger {
  return pino({ name: 'engine', level, redact: ['authorization', 'token', '*.authorization', '*.token'] });
}
