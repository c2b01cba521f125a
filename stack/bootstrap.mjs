// The first step of every command. Runs on any Node from 20 on, with Node's own modules only: installs the lockfile's
// packages and generates code when either is missing or stale, then goes on with the Node the project runs on.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(folder, 'node_modules');
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const entries = { start: 'stack/start.ts', doctor: 'stack/doctor.ts', test: 'stack/test.ts', bench: 'tests/load/bench.ts', build: 'stack/build.ts', generate: undefined };
const env = { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH].join(delimiter), CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', NEXT_TELEMETRY_DISABLED: '1' };

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Whether what npm noted as installed is what the lockfile says; optional packages may be for another system. */
function packagesAreInstalled() {
  const wanted = readJson(join(folder, 'package-lock.json')).packages;
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (!installed || !existsSync(node)) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version);
}

/** Runs a program quietly; its output is shown when it fails. */
function run(title, command, args, options = {}) {
  return new Promise((settle, fail) => {
    const output = [];
    const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? settle() : fail(new Error(`${title} failed:\n${Buffer.concat(output)}`))));
  });
}

async function installPackages() {
  if (packagesAreInstalled()) return;
  console.log('Installing packages, which takes about a minute.');
  const npm = process.env.npm_execpath;
  if (npm) await run('npm ci', process.execPath, [npm, 'ci', '--no-audit', '--no-fund']);
  else await run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(folder, path);
    const files = path.includes('.') ? [full] : readdirSync(full, { recursive: true, withFileTypes: true }).filter((file) => file.isFile()).map((file) => join(file.parentPath ?? file.path, file.name)).toSorted();
    for (const file of files) hash.update(`${file.slice(folder.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** The whiteboard's fonts, served by the portal itself; the Chinese one weighs more than everything else together. */
function copyBoardFonts() {
  const from = join(modules, '@excalidraw', 'excalidraw', 'dist', 'prod', 'fonts');
  cpSync(from, join(folder, 'public', 'board', 'fonts'), { recursive: true, filter: (path) => !path.includes('Xiaolai') });
}

/** Makes what is missing or was made from other sources: the Prisma client, the protocol's messages, Next's types. */
async function generate(force) {
  const stampPath = join(folder, 'generated', 'sources.sha256');
  const sources = hashOf(['lib/plugnmeet/proto', 'lib/plugnmeet/buf.gen.yaml', 'prisma/schema', 'prisma.config.ts', 'package-lock.json']);
  const stamp = existsSync(stampPath) ? readFileSync(stampPath, 'utf8') : '';
  if (force || stamp !== sources) {
    console.log('Generating code.');
    // Generating needs no schema engine, but the command insists on the file of one.
    const prismaEnv = { ...env, PRISMA_SCHEMA_ENGINE_BINARY: node };
    await Promise.all([
      run('buf generate', node, [join(modules, '@bufbuild', 'buf', 'bin', 'buf'), 'generate'], { cwd: join(folder, 'lib', 'plugnmeet') }),
      run('prisma generate', node, [join(modules, 'prisma', 'build', 'index.js'), 'generate'], { env: prismaEnv }),
    ]);
    mkdirSync(dirname(stampPath), { recursive: true });
    copyBoardFonts();
    // What the type checker remembers of the code that was generated before leads it astray.
    rmSync(join(folder, 'tsconfig.tsbuildinfo'), { force: true });
    writeFileSync(stampPath, sources);
  }
  await generateRouteTypes();
}

/** Next's types name every route: made again when one came or went, as they would not fit. */
async function generateRouteTypes() {
  const stampPath = join(folder, 'generated', 'routes.sha256');
  const routes = readdirSync(join(folder, 'app'), { recursive: true }).filter((path) => /\.tsx?$/.test(path)).toSorted();
  const names = createHash('sha256').update(routes.join('\n')).digest('hex');
  const isThere = ['next-env.d.ts', '.next/types/routes.d.ts', 'generated/routes.sha256'].every((path) => existsSync(join(folder, path)));
  if (isThere && readFileSync(stampPath, 'utf8') === names) return;
  rmSync(join(folder, '.next', 'types'), { recursive: true, force: true });
  await run('next typegen', node, [join(modules, 'next', 'dist', 'bin', 'next'), 'typegen']);
  writeFileSync(stampPath, names);
}

function handOver(entry, args) {
  const child = spawn(node, [entry, ...args], { cwd: folder, env, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function main([command, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
  if (!(command in entries)) throw new Error(`Usage: npm start | npm test | npm run doctor | npm run bench | npm run build | npm run generate`);
  await installPackages();
  await generate(command === 'generate');
  const entry = entries[command];
  if (entry) handOver(entry, args);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
