import { expect, inject, test } from 'vitest';
import { applyMigrations, pendingSchemaChange } from '#stack/migrate.ts';

const { databaseUrl } = inject('services');

test('the migrations lead to the schema files: nothing is left to write one for', async () => {
  expect(await pendingSchemaChange(databaseUrl)).toBeUndefined();
});

test('a database that has all migrations gets none a second time', async () => {
  expect(await applyMigrations(databaseUrl)).toEqual([]);
});
