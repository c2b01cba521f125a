import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool } from 'pg';
import { z } from 'zod';

export type SchemaEngine = bindings.SchemaEngine;
export type MigrationList = bindings.MigrationList;

// The names with underscores are wasm-bindgen's.
/* oxlint-disable eslint/no-underscore-dangle */

const startSchema = z.object({ __wbindgen_start: z.custom<() => void>((value) => typeof value === 'function') });

let loaded: Promise<void> | undefined;

/** Instantiates Prisma's schema engine by hand: importing WebAssembly modules is still experimental in Node. */
async function load(): Promise<void> {
  const packageFolder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
  const binary = await readFile(join(packageFolder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  startSchema.parse(instance.exports).__wbindgen_start();
}

/** Runs something with Prisma's schema engine (WebAssembly, no native binary) on a PostgreSQL address. */
export async function withSchemaEngine<T>(databaseUrl: string, run: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= load();
  await loaded;
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool)));
    try {
      return await run(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}
