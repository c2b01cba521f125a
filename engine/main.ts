import { startEngine } from './engine.ts';
import { readEnv } from './env.ts';
import { createLogger } from './logger.ts';

const stopLimitMilliseconds = 15_000;

const log = createLogger(process.env['LOG_LEVEL'] ?? 'info');
try {
  const engine = await startEngine(readEnv(process.env), log);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), stopLimitMilliseconds).unref();
    engine.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the engine could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  log.fatal({ err: error }, 'the engine could not start');
  process.exit(1);
}
