import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
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
  /** Answers true when the process serves; a rejection counts as "not yet". */
  readonly isHealthy: () => Promise<boolean>;
  /** How long it may take until then. */
  readonly startSeconds?: number;
  /** How the process is asked to stop; SIGTERM unless it wants another. */
  readonly stopSignal?: NodeJS.Signals;
  /** How long it may take to stop before it is killed. */
  readonly stopSeconds?: number;
}

const firstDelay = 200;
const longestDelay = 10_000;
const calmAfter = 30_000;

type State = 'stopped' | 'starting' | 'running';

/**
 * One child process that is kept running: started again with growing delays when it exits, stopped on request.
 * Its output goes to KELAS_HOME/logs/<name>.log.
 */
export class SupervisedProcess {
  readonly name: string;
  readonly logPath: string;
  readonly #home: Home;
  readonly #spec: ProcessSpec;
  readonly #tell: (message: string) => void;
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #state: State = 'stopped';
  #delay = firstDelay;
  #exit: string | undefined;

  /** `tell` hears when the process stopped by itself and is started again. */
  constructor(home: Home, spec: ProcessSpec, tell: (message: string) => void = () => undefined) {
    this.name = spec.name;
    this.logPath = join(home.logs, `${spec.name}.log`);
    this.#home = home;
    this.#spec = spec;
    this.#tell = tell;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process and waits until it is healthy; fails when it exits first or takes too long. */
  async start(): Promise<void> {
    await stopLeftover(this.#home, this.name, this.#spec.stopSignal ?? 'SIGTERM');
    this.#state = 'starting';
    this.#exit = undefined;
    this.#launch('w');
    await this.#note();
    const seconds = this.#spec.startSeconds ?? 30;
    const deadline = Date.now() + seconds * 1000;
    while (!(await this.#spec.isHealthy().catch(() => false))) {
      if (this.#exit !== undefined) throw new StackFailure(`${this.name} stopped while starting (${this.#exit}).`, this.logPath);
      if (Date.now() > deadline) {
        await this.stop();
        throw new StackFailure(`${this.name} was not ready within ${seconds} s.`, this.logPath);
      }
      await delay(25);
    }
    this.#state = 'running';
  }

  /** Asks the process to stop and waits until it has; nothing starts it again but `start`. */
  async stop(): Promise<void> {
    await this.#end(this.#spec.stopSignal ?? 'SIGTERM');
  }

  /** Ends the process without asking it; nothing starts it again but `start`. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#state = 'stopped';
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill(signal);
      const killer = setTimeout(() => child.kill('SIGKILL'), (this.#spec.stopSeconds ?? 15) * 1000);
      await exited;
      clearTimeout(killer);
    }
    await forgetProcess(this.#home, this.name);
  }

  #launch(logMode: 'w' | 'a'): void {
    const log = openSync(this.logPath, logMode);
    const { command, args, env, cwd, uid, gid } = this.#spec;
    const startedAt = Date.now();
    // A process group of its own: Ctrl-C in the terminal reaches only the launcher, which then stops the parts in order.
    const child = spawn(command, args, { cwd, uid, gid, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#child = child;
    // One that could not be started tells no end.
    child.once('error', (error) => {
      if (child.pid === undefined) this.#exited(error.message, 0);
    });
    child.once('exit', (code, signal) => this.#exited(signal ?? `exit code ${code}`, Date.now() - startedAt));
  }

  async #note(): Promise<void> {
    if (this.#child?.pid !== undefined) await recordProcess(this.#home, this.name, this.#child.pid);
  }

  /** What fails now, as on a full disk, is tried again like everything else: the other parts go on. */
  #launchAgain(): void {
    try {
      this.#launch('a');
    } catch (error) {
      this.#exited(error instanceof Error ? error.message : String(error), 0);
      return;
    }
    this.#note().catch((error: unknown) => this.#tell(`${this.name} runs, but a later start will not know it: ${String(error)}`));
  }

  #exited(reason: string, livedFor: number): void {
    this.#exit = reason;
    if (this.#state !== 'running') return;
    if (livedFor > calmAfter) this.#delay = firstDelay;
    this.#tell(`${this.name} stopped (${reason}); starting it again. Its log is ${this.logPath}.`);
    this.#timer = setTimeout(() => this.#launchAgain(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }
}
