import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readEnv } from '#engine/env.ts';
import { readEnvironment } from '#lib/env.ts';
import { readEnv as readRecorderEnv } from '#recorder/env.ts';
import { openHome, projectFolder } from '#stack/home.ts';
import { natsProgram } from '#stack/parts/nats.ts';
import { writeDeployment } from '#stack/prepare-deploy.ts';
import { resolveProgram } from '#stack/server-program.ts';

const run = promisify(execFile);
const composeSchema = z.object({
  services: z.record(z.string(), z.object({
    command: z.array(z.string()).optional(),
    environment: z.record(z.string(), z.coerce.string()).default({}),
    volumes: z.array(z.string()).default([]),
    depends_on: z.union([z.record(z.string(), z.unknown()), z.array(z.string())]).default({}),
  })),
});

let folder: string;
let variables: NodeJS.Dict<string>;
let compose: z.output<typeof composeSchema>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelas-deploy-'));
  await writeDeployment(folder, { domain: 'kelas.example.org', mediaAddress: '203.0.113.10' });
  variables = parseEnv(await readFile(join(folder, 'compose.env'), 'utf8'));
  compose = composeSchema.parse(parse(await readFile(join(projectFolder, 'deploy/docker-compose.yml'), 'utf8'), { merge: true }));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What compose puts in place of `${NAME}` and `${NAME:?why}`. */
function filled(text: string): string {
  return text.replaceAll(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name: string) => variables[name] ?? `missing ${name}`);
}

function environmentOf(service: string): Record<string, string> {
  return Object.fromEntries(Object.entries(compose.services[service]?.environment ?? {}).map(([name, value]) => [name, filled(value)]));
}

describe('the compose file', () => {
  test('gives the engine every setting it needs', () => {
    const engine = readEnv({ NODE_ENV: 'production', KELAS_HOME: '/data', ...environmentOf('engine') });
    expect(engine).toMatchObject({ ENGINE_HOST: '0.0.0.0', LIVEKIT_API_URL: 'http://livekit:7880', NATS_WS_URL: ['wss://nats.kelas.example.org'] });
  });

  test('gives the portal every setting it needs, with the secret of the engine', () => {
    const portal = readEnvironment({ KELAS_HOME: '/data', ...environmentOf('portal') });
    expect(portal).toMatchObject({ PORTAL_URL: 'https://kelas.example.org', TRUST_PROXY: true, PLUGNMEET_API_SECRET: environmentOf('engine')['PLUGNMEET_API_SECRET'] });
    expect(portal.MEDIA_ORIGINS).toContain('wss://nats.kelas.example.org');
  });

  test('gives the recorder every setting it needs', () => {
    const recorder = readRecorderEnv({ KELAS_HOME: '/data', ...environmentOf('recorder') });
    expect(recorder).toMatchObject({ PLUGNMEET_URL: 'http://engine:8080', PORTAL_URL: 'https://kelas.example.org', RECORDINGS_PATH: '/data/recordings' });
  });

  test('names no variable that is not written, and starts programs that are there', async () => {
    for (const name of Object.keys(compose.services)) expect(JSON.stringify(environmentOf(name))).not.toContain('missing ');
    const scripts = Object.values(compose.services).flatMap(({ command = [] }) => (command[0] === 'node' ? command.slice(1, 2) : []));
    expect(scripts).toContain('engine/main.ts');
    for (const script of scripts) expect((await stat(join(projectFolder, script))).isFile()).toBe(true);
  });

  test('mounts the files that are written', async () => {
    const mounted = Object.values(compose.services).flatMap(({ volumes }) => volumes.filter((volume) => volume.startsWith('./run/')).map((volume) => volume.split(':')[0]?.slice('./run/'.length) ?? ''));
    expect(mounted.toSorted()).toEqual(['livekit.yaml', 'nats.conf']);
    for (const file of mounted) expect((await stat(join(folder, file))).size).toBeGreaterThan(0);
  });
});

test('NATS takes its configuration', async () => {
  const { command, leadingArgs } = await resolveProgram(await openHome(), natsProgram, () => undefined);
  const { stderr } = await run(command, [...leadingArgs, '-t', '--config', join(folder, 'nats.conf')]);
  expect(stderr).toContain('is valid');
});

test('written again, secrets stay as they were', async () => {
  await writeDeployment(folder, { domain: 'other.example.org', mediaAddress: '203.0.113.11' });
  const again = parseEnv(await readFile(join(folder, 'compose.env'), 'utf8'));
  expect(again).toEqual({ ...variables, KELAS_DOMAIN: 'other.example.org' });
  expect((await stat(join(folder, 'compose.env'))).mode & 0o077).toBe(0);
});
