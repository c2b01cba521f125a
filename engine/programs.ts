import { spawn } from 'node:child_process';

/** The program is not on this machine. */
export class ProgramMissing extends Error {
  override name = 'ProgramMissing';
}

/** The program failed, or took longer than it may. */
export class ProgramFailed extends Error {
  override name = 'ProgramFailed';
}

export interface RunLimits {
  /** Killed after this time. */
  milliseconds: number;
  /** Address space it may use. */
  megabytes: number;
}

const notFound = new Set([126, 127]);
const mostOutput = 64 * 1024;

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended meanwhile.
  }
}

/**
 * Runs a program on a file somebody uploaded: without a shell of its own making, bounded in memory and time, and killed
 * with everything it started when the time is over. Answers what it printed.
 */
export async function runProgram(command: string, args: readonly string[], { milliseconds, megabytes }: RunLimits): Promise<string> {
  const limited = `ulimit -v ${megabytes * 1024}; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', limited, command, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(0, mostOutput)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-1024)));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    killGroup(child.pid);
  }, milliseconds);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (code === 0) return output;
    if (code !== null && notFound.has(code)) throw new ProgramMissing(`${command} is not installed`);
    throw new ProgramFailed(isLate ? `${command} took longer than ${milliseconds / 1000} s` : `${command} failed: ${errors.trim()}`);
  } finally {
    clearTimeout(timer);
    killGroup(child.pid);
  }
}
