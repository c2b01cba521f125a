import type { RecorderEnv } from './env.ts';
import type { Logger } from './logger.ts';

/** What every part of the recorder works with. */
export interface RecorderContext {
  env: RecorderEnv;
  log: Logger;
}
