import { readFile } from 'node:fs/promises';

/** Something a person running the launcher has to know about: printed without a stack trace, with the end of the part's log. */
export class StackFailure extends Error {
  readonly logPath: string | undefined;

  constructor(message: string, logPath?: string) {
    super(message);
    this.name = 'StackFailure';
    this.logPath = logPath;
  }
}

async function tail(path: string, lines: number): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The failure as printed: what failed, where its log is, and the log's last lines. */
export async function describeFailure(error: unknown): Promise<string> {
  if (!(error instanceof StackFailure)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!error.logPath) return error.message;
  const lines = await tail(error.logPath, 15);
  return `${error.message}\nIts log is ${error.logPath}${lines ? `, which ends:\n\n${lines.replaceAll(/^/gm, '    ')}\n` : ' (empty).'}`;
}
