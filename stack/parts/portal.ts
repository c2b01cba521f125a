import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { isHttpHealthy } from '../health.ts';
import { projectFolder } from '../home.ts';
import type { Home } from '../home.ts';
import { SupervisedProcess } from '../supervisor.ts';

const run = promisify(execFile);

/** The portal, as a process that comes back when it dies. */
export function portalProcess(home: Home, port: number, env: Record<string, string>, tell: (message: string) => void): SupervisedProcess {
  return new SupervisedProcess(
    home,
    { name: 'portal', command: process.execPath, args: ['server.ts'], cwd: projectFolder, env, isHealthy: () => isHttpHealthy(`http://127.0.0.1:${port}/api/health`) },
    tell,
  );
}

/** Runs a script of the portal's own code (which marks itself as server-only) and answers what it printed. */
export async function runPortalScript(script: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, ['--conditions=react-server', script], { cwd: projectFolder, env: { ...process.env, ...env } });
  return stdout.trim();
}
