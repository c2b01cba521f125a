import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withSchemaEngine } from './schema-engine.ts';
import type { MigrationList } from './schema-engine.ts';

const schemaFolder = fileURLToPath(new URL('../prisma/schema', import.meta.url));
const migrationsFolder = fileURLToPath(new URL('../prisma/migrations', import.meta.url));
/** The schema the migrations lead to; the next migration is what takes this to the schema files. */
const snapshotPath = join(migrationsFolder, 'schema.snapshot.prisma');
const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };
const filters = { externalTables: [], externalEnums: [] };

async function readSchema(): Promise<string> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).toSorted();
  const contents = await Promise.all(names.map((name) => readFile(join(schemaFolder, name), 'utf8')));
  return contents.join('\n');
}

async function readSnapshot(): Promise<string | undefined> {
  return await readFile(snapshotPath, 'utf8').catch(() => undefined);
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted();
  return {
    baseDir: migrationsFolder,
    lockfile,
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: await readFile(join(migrationsFolder, name, 'migration.sql'), 'utf8') } },
      })),
    ),
  };
}

/** Applies the migrations of prisma/migrations that the database does not have yet; answers their names. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  return await withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: await readMigrations(), filters });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that takes a database with all migrations to the schema files; undefined when they already agree.
 * The database is only what the schema engine asks for its version: the comparison is between files.
 */
export async function pendingSchemaChange(databaseUrl: string): Promise<string | undefined> {
  const [snapshot, schema] = await Promise.all([readSnapshot(), readSchema()]);
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: snapshot === undefined ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: 'snapshot.prisma', content: snapshot }] },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  return !stdout?.trim() || stdout.includes('This is an empty migration') ? undefined : stdout;
}

async function writeMigration(databaseUrl: string, name: string): Promise<string> {
  const sql = await pendingSchemaChange(databaseUrl);
  if (sql === undefined) return 'The migrations already lead to this schema.';
  const folder = join(migrationsFolder, `${new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)}_${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql);
  await writeFile(join(migrationsFolder, lockfile.path), lockfile.content);
  await writeFile(snapshotPath, await readSchema());
  return `Wrote ${folder}`;
}

async function applyAndTell(databaseUrl: string): Promise<string> {
  const applied = await applyMigrations(databaseUrl);
  return applied.length > 0 ? `Applied ${applied.join(', ')}` : 'The database is up to date.';
}

if (import.meta.main) {
  const [command, name] = process.argv.slice(2);
  const databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl) throw new Error('DATABASE_URL is not set');
  if (command === 'apply') console.log(await applyAndTell(databaseUrl));
  else if (command === 'diff' && name) console.log(await writeMigration(databaseUrl, name));
  else throw new Error('Usage: node stack/migrate.ts apply | diff <name>');
  // The schema engine leaves its 10 s lock timer running.
  process.exit();
}
