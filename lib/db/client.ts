import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#generated/prisma/client.ts';

export type Database = PrismaClient;

declare global {
  var kelasDatabase: PrismaClient | undefined;
}

/** Opens a client on a PostgreSQL address; the caller disconnects it. */
export function openDatabase(connectionString: string): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 10 }) });
}

/** The process-wide client on `DATABASE_URL`, opened at first use (kept on globalThis: the bundler may load this module twice). */
export function database(): Database {
  if (!globalThis.kelasDatabase) {
    const url = process.env['DATABASE_URL'];
    if (!url) throw new Error('DATABASE_URL is not set');
    globalThis.kelasDatabase = openDatabase(url);
  }
  return globalThis.kelasDatabase;
}
