import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { StackFailure } from './failure.ts';
import type { Home } from './home.ts';
import { forgetProcess, recordProcess, stopLeftover } from './process-record.ts';

export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** How the process is asked to stop; SIGTERM unless it wants another. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed. */
  readonly stopSeconds?: number;
}

const firstDelay = 200;
const longestDelay = 10_000;
const calmAfter = 30_000;

/**
 * One child process that is kept running: started again with growing delays when it exits, stopped on request.
 * Its output goes to KELAS_HOME/logs/<name>.log.
 */
export class SupervisedProcess {
  readonly name: string;
  readonly logPath: string;
  readonly #home: Home;
  readonly #spec: ProcessSpec;
  readonly #onRestart: ((message: string) => void) | undefined;
  readonly #keepRunning: boolean;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #healthy = false;
  #delay = firstDelay;
  #lastExit: string | undefined;

  constructor(home: Home, spec: ProcessSpec, onRestart?: (message: string) => void, options: { keepRunning?: boolean } = {}) {
    this.name = spec.name;
    this.logPath = join(home.logs, `${spec.name}.log`);
    this.#home = home;
    this.#spec = spec;
    this.#onRestart = onRestart;
    this.#keepRunning = options.keepRunning ?? true;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    await stopLeftover(this.#home, this.name, this.#spec.stopSignal ?? 'SIGTERM');
    await this.#launch('w');
  }

  /** Waits until the check answers true; fails when the process exits first or the time is up. */
  async waitUntilHealthy(check: () => Promise<boolean>, seconds = 60): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      if (this.#lastExit !== undefined) throw new StackFailure(`${this.name} stopped while starting (${this.#lastExit}).`, this.logPath);
      if (await check().catch(() => false)) break;
      if (Date.now() > deadline) throw new StackFailure(`${this.name} was not ready within ${seconds} s.`, this.logPath);
      await new Promise((settle) => setTimeout(settle, 50));
    }
    this.#healthy = true;
  }

  async stop(signal: NodeJS.Signals = this.#spec.stopSignal ?? 'SIGTERM'): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      const killer = setTimeout(() => child.kill('SIGKILL'), (this.#spec.stopSeconds ?? 15) * 1000);
      await exited;
      clearTimeout(killer);
    }
    await forgetProcess(this.#home, this.name);
  }

  async #launch(logMode: 'w' | 'a'): Promise<void> {
    const log = openSync(this.logPath, logMode);
    const { command, args, env, cwd, uid, gid } = this.#spec;
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C in the terminal reaches only the launcher, which then stops the parts in order.
    const child = spawn(command, args, { cwd, uid, gid, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#child = child;
    child.once('error', (error) => {
      this.#lastExit = error.message;
    });
    child.once('exit', (code, signal) => this.#exited(signal ?? `exit code ${code}`, Date.now() - startedAt));
    if (child.pid !== undefined) await recordProcess(this.#home, this.name, child.pid);
  }

  #exited(reason: string, livedFor: number): void {
    if (this.#stopping) return;
    if (!this.#healthy || !this.#keepRunning) {
      this.#lastExit = reason;
      return;
    }
    if (livedFor > calmAfter) this.#delay = firstDelay;
    this.#onRestart?.(`${this.name} stopped (${reason}); starting it again. Its log is ${this.logPath}.`);
    this.#timer = setTimeout(() => void this.#launch('a'), this.#delay);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }
}
