import { readEnv } from './env.ts';
import { createLogger } from './logger.ts';
import { RecorderWorker } from './worker.ts';

const log = createLogger(process.env['LOG_LEVEL'] ?? 'info');
try {
  const worker = await RecorderWorker.start({ env: readEnv(process.env), log });
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the recorder could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  log.fatal({ err: error }, 'the recorder could not start');
  process.exit(1);
}
