import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type QueryResultRow } from 'pg';
import { PrismaClient } from '#generated/prisma/client.ts';

export type Database = PrismaClient;

interface Opened {
  client: PrismaClient;
  pool: Pool;
}

declare global {
  var kelasDatabase: Opened | undefined;
}

/** The process-wide client and its connections, opened at first use (kept on globalThis: the bundler may load this module twice). */
function opened(): Opened {
  if (!globalThis.kelasDatabase) {
    const connectionString = process.env['DATABASE_URL'];
    if (!connectionString) throw new Error('DATABASE_URL is not set');
    const pool = new Pool({ connectionString, max: 10 });
    // A connection that breaks while it is idle is replaced; who uses one gets the error.
    pool.on('error', () => undefined);
    globalThis.kelasDatabase = { pool, client: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) }) };
  }
  return globalThis.kelasDatabase;
}

/** The portal's database, on `DATABASE_URL`. */
export function database(): Database {
  return opened().client;
}

/** A statement for what is asked many times a second: the database parses and plans it once for each connection. */
export interface Statement {
  /** Unique in the process. */
  readonly name: string;
  readonly text: string;
}

/** Runs a prepared statement over the same connections as `database()`; the row's type is what its text selects. */
export async function run<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await opened().pool.query<Row>({ name: statement.name, text: statement.text, values: [...values] });
  return rows;
}
