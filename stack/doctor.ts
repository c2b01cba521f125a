import { findExecutable, isAtLeast, programVersion } from './executables.ts';
import { describeFailure } from './failure.ts';
import { openHome, projectFolder } from './home.ts';
import type { Home } from './home.ts';
import { chromiumProgram, ffmpegProgram, findHelper, mutoolProgram, officeProgram } from './parts/chromium.ts';
import type { HelperProgram } from './parts/chromium.ts';
import { livekitProgram } from './parts/livekit.ts';
import { natsProgram } from './parts/nats.ts';
import { isPortalBuilt } from './portal-build.ts';
import { portOwner } from './ports.ts';
import { findPrograms } from './server-program.ts';
import type { ServerProgram } from './server-program.ts';
import { loadEnvFile, readSettings } from './settings.ts';
import { recordedPid } from './process-record.ts';

interface Finding {
  readonly part: string;
  readonly found: string;
  readonly used: string;
  /** What is missing and how to get it; empty when all is well. */
  readonly missing: string;
}

async function serverFinding(home: Home, program: ServerProgram, configured: string | undefined): Promise<Finding> {
  if (configured) return { part: program.title, found: '-', used: `configured: ${new URL(configured).host}`, missing: '' };
  const copies = await findPrograms(home, program);
  const usable = copies.find(({ version }) => isAtLeast(version, program.oldestVersion));
  const found = copies.map(({ path, version }) => `${path} ${version}`).join(', ') || 'nothing';
  if (usable) return { part: program.title, found, used: `${usable.path} ${usable.version}`, missing: '' };
  const builder = (await findExecutable(home, 'go')) ? 'built with Go at the first start' : (await findExecutable(home, 'docker')) ? `Docker image ${program.dockerImage}` : undefined;
  return { part: program.title, found, used: builder ?? '-', missing: builder ? '' : `install Go or Docker, put ${program.name} ${program.oldestVersion}+ on PATH, or set ${program.settings}` };
}

async function helperFinding(program: HelperProgram): Promise<Finding> {
  const path = await findHelper(program);
  return { part: program.title, found: path ?? 'nothing', used: path ?? '-', missing: path ? '' : `only for ${program.neededFor}: apt-get install ${program.debianPackage}, or set ${program.setting}` };
}

async function portFinding(part: string, port: number): Promise<Finding> {
  const owner = await portOwner(port);
  return { part: `Port ${port}`, found: owner ? `process ${owner.pid}: ${owner.command.slice(0, 50)}` : 'free', used: owner ? `${part}, or the next free one` : part, missing: '' };
}

async function findings(): Promise<Finding[]> {
  const settings = readSettings(process.env);
  const home = await openHome();
  const go = await findExecutable(home, 'go');
  const goVersion = go ? await programVersion(go, 'version') : undefined;
  const running = await recordedPid(home, 'launcher');
  return [
    { part: 'Node', found: process.version, used: process.execPath.replace(`${projectFolder}/`, ''), missing: '' },
    { part: 'Go', found: go ? `${go} ${goVersion ?? ''}` : 'nothing', used: 'to build NATS and LiveKit', missing: '' },
    settings.DATABASE_URL
      ? { part: 'PostgreSQL', found: '-', used: `configured: ${new URL(settings.DATABASE_URL).host}`, missing: '' }
      : { part: 'PostgreSQL', found: 'the bundled one', used: `data in ${home.path}/postgres`, missing: '' },
    await serverFinding(home, natsProgram, settings.NATS_URL),
    await serverFinding(home, livekitProgram, settings.LIVEKIT_URL),
    { part: 'Plugnmeet', found: '-', used: settings.PLUGNMEET_URL ? `configured: ${new URL(settings.PLUGNMEET_URL).host}` : 'the embedded engine', missing: '' },
    { part: 'Portal build', found: (await isPortalBuilt()) ? 'up to date' : 'missing or stale', used: '.next', missing: '' },
    await helperFinding(chromiumProgram),
    await helperFinding(ffmpegProgram),
    await helperFinding(mutoolProgram),
    await helperFinding(officeProgram),
    await portFinding('Portal', settings.PORT),
    await portFinding('Engine', settings.ENGINE_PORT),
    { part: 'Kelas', found: running ? `running as process ${running}` : 'not running', used: home.path, missing: '' },
  ];
}

function printTable(rows: readonly Finding[]): void {
  const table = [['part', 'found', 'used', 'missing, and how to get it'], ...rows.map((row) => [row.part, row.found, row.used, row.missing || 'nothing'])];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** `npm run doctor`: what is found, used and missing, and how to get it. */
try {
  loadEnvFile();
  const rows = await findings();
  printTable(rows);
  process.exit(rows.some((row) => row.missing !== '' && !row.missing.startsWith('only for')) ? 1 : 0);
} catch (error) {
  console.error(await describeFailure(error));
  process.exit(1);
}
