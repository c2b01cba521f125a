import { pino } from 'pino';

/** Structured logs on standard output. Anything that could be a secret is cut out by name. */
export const logger = pino({
  name: process.env['KELAS_PROCESS'] ?? 'kelas',
  level: process.env['LOG_LEVEL'] ?? 'info',
  redact: {
    paths: ['password', 'token', 'secret', 'authorization', 'cookie', '*.password', '*.token', '*.secret', '*.authorization', '*.cookie', 'req.headers'],
    censor: '[redacted]',
  },
});
