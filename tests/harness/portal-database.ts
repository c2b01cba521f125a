import { Client } from 'pg';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { applyMigrations } from '#stack/migrate.ts';
import type { Services } from './services.ts';

/** Makes an empty, migrated database of its own for a test file and points the portal's library at it. */
export async function usePortalDatabase(services: Pick<Services, 'databaseUrl' | 'home'>, name: string, overrides: Record<string, string> = {}): Promise<string> {
  const server = new Client({ connectionString: services.databaseUrl });
  await server.connect();
  await server.query(`CREATE DATABASE "${name}"`);
  await server.end();
  const url = new URL(services.databaseUrl);
  url.pathname = `/${name}`;
  await applyMigrations(url.href);
  setPortalEnvironment({ DATABASE_URL: url.href, KELAS_HOME: services.home, ...overrides });
  return url.href;
}
