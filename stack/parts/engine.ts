import { isHttpHealthy } from '../health.ts';
import { projectFolder } from '../home.ts';
import type { Home } from '../home.ts';
import { SupervisedProcess } from '../supervisor.ts';

/** The embedded Plugnmeet-compatible server, as a process that comes back when it dies. */
export function engineProcess(home: Home, port: number, env: Record<string, string>, tell: (message: string) => void): SupervisedProcess {
  return new SupervisedProcess(
    home,
    { name: 'engine', command: process.execPath, args: ['engine/main.ts'], cwd: projectFolder, env, isHealthy: () => isHttpHealthy(`http://127.0.0.1:${port}/healthCheck`) },
    tell,
  );
}
