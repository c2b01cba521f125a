import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describeFailure } from './failure.ts';
import { projectFolder } from './home.ts';
import { chromiumProgram, ensureHelper, ffmpegProgram, mutoolProgram } from './parts/chromium.ts';
import { addCounts, countPlaywright, countVitest } from './test-counts.ts';
import type { Counts } from './test-counts.ts';

interface Outcome {
  readonly code: number;
  readonly output: string;
}

const reports = join(projectFolder, 'test-results', 'reports');

async function execute(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await new Promise((settle, fail) => {
    const chunks: Buffer[] = [];
    const child = spawn(command, args, { cwd: projectFolder, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', fail);
    child.once('close', (code) => settle({ code: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

/** A step that passes or fails as a whole. */
function whole({ code, output }: Outcome): Counts {
  return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [output] };
}

/** A step that wrote a report; one that wrote none, or failed without a failed test in it, is one failure. */
async function reported(outcome: Outcome, path: string, count: (report: unknown) => Counts): Promise<Counts> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: 0, failed: 1, failures: [outcome.output] };
  const counts = count(JSON.parse(text));
  return outcome.code !== 0 && counts.failed === 0 ? { ...counts, failed: 1, failures: [outcome.output] } : counts;
}

async function vitest(project: string, { env = {}, shard }: { env?: Readonly<Record<string, string>>; shard?: string } = {}): Promise<Counts> {
  const path = join(reports, `${project}${shard ? `-${shard.replace('/', '-of-')}` : ''}.json`);
  const part = shard ? [`--shard=${shard}`] : [];
  return await reported(await execute('vitest', ['run', '--project', project, ...part, '--reporter=json', `--outputFile=${path}`], env), path, countVitest);
}

/** Two halves side by side, each with services of its own: one test alone waits for its services more than it computes. */
async function contract(): Promise<Counts> {
  const env = await helpers();
  return addCounts(await Promise.all(['1/2', '2/2'].map(async (shard) => await vitest('contract', { env, shard }))));
}

/** What the tests on real parts need beside those, installed where it is missing. */
async function helpers(): Promise<Record<string, string>> {
  const paths: Record<string, string> = {};
  for (const program of [chromiumProgram, ffmpegProgram, mutoolProgram]) paths[program.setting] = await ensureHelper(program, console.log);
  return paths;
}

async function playwright(): Promise<Counts> {
  const path = join(reports, 'e2e.json');
  const outcome = await execute('playwright', ['test'], { PLAYWRIGHT_JSON_OUTPUT_FILE: path, ...(await helpers()) });
  return await reported(outcome, path, countPlaywright);
}

const steps: readonly (readonly [title: string, run: () => Promise<Counts>])[] = [
  ['Types', async () => whole(await execute('tsc', ['--noEmit']))],
  ['Lint', async () => whole(await execute('oxlint', ['--deny-warnings']))],
  ['Unit tests', () => vitest('unit')],
  ['Contract tests', contract],
  ['End-to-end tests', playwright],
];

async function runStep(title: string, run: () => Promise<Counts>): Promise<Counts> {
  const startedAt = Date.now();
  const counts = await run().catch(async (error: unknown): Promise<Counts> => ({ passed: 0, failed: 1, failures: [await describeFailure(error)] }));
  for (const failure of counts.failures) console.log(`\nFAILED in ${title}:\n${failure.trimEnd()}\n`);
  for (const test of counts.unsteady ?? []) console.log(`\nPassed at the second attempt in ${title}:\n${test.trimEnd()}\n`);
  console.log(`${title}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`);
  return counts;
}

/** `npm test`: every step, also after a failed one; the last line is the sum. Names of steps as arguments run only those. */
async function main(only: readonly string[]): Promise<number> {
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  let passed = 0;
  let failed = 0;
  for (const [title, run] of steps) {
    if (only.length > 0 && !only.some((name) => title.toLowerCase().startsWith(name.toLowerCase()))) continue;
    const counts = await runStep(title, run);
    passed += counts.passed;
    failed += counts.failed;
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed;
}

process.exit((await main(process.argv.slice(2))) === 0 ? 0 : 1);
