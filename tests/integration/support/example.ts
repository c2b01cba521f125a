import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '#stack/home.ts';

/** Runs the program a page of docs/ shows, as it stands there, and answers what it printed. */
export async function runExample(page: string, env: Record<string, string>): Promise<unknown> {
  const text = await readFile(join(projectFolder, 'docs', page), 'utf8');
  const [, program] = /```js\n([\s\S]+?)```/.exec(text) ?? [];
  if (program === undefined) throw new Error(`${page} shows no program`);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}
