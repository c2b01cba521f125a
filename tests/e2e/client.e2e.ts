import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PortChooser } from '#stack/ports.ts';
import { signedIn } from './support/steps.ts';
import { connectSystem, makeKey } from './support/systems.ts';
import { expect, test } from './support/test.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const client = join(root, 'clients/typescript');

/** A program of somebody else: a folder with the built package installed and the README's example in it. */
async function program(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kelas-client-'));
  const installed = join(folder, 'node_modules/@kelas/client');
  await mkdir(installed, { recursive: true });
  await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', client, '--outDir', join(installed, 'dist')]);
  await cp(join(client, 'package.json'), join(installed, 'package.json'));
  const example = /```ts example\n([\s\S]*?)```/.exec(await readFile(join(client, 'README.md'), 'utf8'))?.[1];
  if (example === undefined) throw new Error('The README has no worked example.');
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(join(folder, 'example.ts'), example);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { target: 'ES2022', lib: ['ES2022', 'DOM', 'DOM.Iterable'], module: 'nodenext', strict: true, noEmit: true, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] }, include: ['example.ts'] }));
  return folder;
}

/** Runs it to its end; answers what it printed. */
async function run(folder: string, environment: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, ['example.ts'], { cwd: folder, env: { ...process.env, ...environment } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { printed += chunk.toString(); });
  const timer = setTimeout(() => child.kill(), 60_000);
  const code = await new Promise<number | null>((resolve) => { child.once('close', resolve); });
  clearTimeout(timer);
  expect(code, printed).toBe(0);
  return printed;
}

test('the client\'s worked example does what it says, against the running portal', async ({ school, person, stack }) => {
  test.setTimeout(180_000);
  const admin = await signedIn(person, await school.account('admin', 'Mina Rad'));
  await connectSystem(admin, 'Timetable');
  const key = await makeKey(admin, 'Example', ['classes:write', 'people:invite', 'meetings:control', 'meetings:read', 'webhooks:manage']);
  const folder = await program();
  await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]);
  const { port } = await new PortChooser().choose('the example', 18_787);
  const printed = await run(folder, { KELAS_URL: stack.portalUrl, KELAS_KEY: key, OWN_URL: `http://127.0.0.1:${port}`, PORT: String(port) });
  expect(printed).toContain(`made Algebra: ${stack.portalUrl}/join/`);
  expect(printed).toContain(`the teacher opens ${stack.portalUrl}/visit/`);
  expect(printed.match(/heard .*/g)).toEqual(['heard meeting.started', 'heard meeting.ended']);
  expect(printed).toContain('algebra-101 ended: endedByTeacher, the meeting of before: true');
  expect(printed).toContain('refused: scopeMissing recordings:read');
  expect(await school.rows('select 1 from portal.webhook_receiver where url like $1', [`%:${port}/%`])).toEqual([]);
  await rm(folder, { recursive: true, force: true });
});
