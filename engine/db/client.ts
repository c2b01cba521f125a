import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#generated/prisma/client.ts';

export type Database = PrismaClient;

const connections = 5;

/** Opens the engine's own client on the history and the webhook outbox. */
export function openDatabase(connectionString: string): Database {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString, max: connections }) });
}
