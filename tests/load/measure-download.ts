import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { projectFolder } from '#stack/home.ts';
import type { Person } from '#tests/e2e/support/person.ts';
import type { School } from '#tests/e2e/support/school.ts';
import type { TestStack } from '#tests/harness/stack.ts';

export interface DownloadFigures {
  readonly streams: number;
  /** Megabytes (1e6) a second through the portal, which asks every 4 MB whether the reader still may. */
  readonly portal: number;
  /** The same file from a server that asks nothing. */
  readonly plain: number;
}

const fileMegabytes = 256;
const rounds = 2;

/** Reads to the end; answers how many bytes there were. */
async function read(url: string, cookie: string): Promise<number> {
  const request = get(url, { headers: { cookie }, agent: false });
  const [response] = await once(request, 'response');
  if (response.statusCode !== 200) throw new Error(`A download was answered with ${response.statusCode}.`);
  let bytes = 0;
  response.on('data', (chunk: Buffer) => (bytes += chunk.length));
  await once(response, 'end');
  return bytes;
}

async function rate(url: string, cookie: string, streams: number): Promise<number> {
  const begun = performance.now();
  const bytes = await Promise.all(Array.from({ length: streams }, async () => await read(url, cookie)));
  if (bytes.some((count) => count !== fileMegabytes * 1e6)) throw new Error('A download was cut off.');
  return (streams * fileMegabytes) / ((performance.now() - begun) / 1000);
}

async function enlarge(path: string): Promise<void> {
  const file = await open(path, 'w');
  const block = Buffer.alloc(1e6, 'kelas');
  for (let written = 0; written < fileMegabytes; written += 1) await file.appendFile(block);
  await file.close();
}

/** How fast a recording of a long class is read through the portal, once and by several at once, beside a server that only sends files. */
export async function measureDownload(stack: TestStack, school: School, teacher: Person): Promise<DownloadFigures[]> {
  const [row] = await school.rows(`select "recordingId", key from portal."RecordingFile" where kind = 'original'`);
  const path = join(stack.home, 'storage', String(row?.['key']));
  await enlarge(path);
  const cookie = (await teacher.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const server = spawn(process.execPath, [join(projectFolder, 'tests/load/static-server.ts'), dirname(path)], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = await once(server.stdout, 'data');
    const urls = { portal: `${stack.portalUrl}/api/recordings/${String(row?.['recordingId'])}/files/original`, plain: `http://127.0.0.1:${String(port).trim()}/original.mp4` };
    const figures: DownloadFigures[] = [];
    for (const streams of [1, 4]) {
      const best = { portal: 0, plain: 0 };
      for (let round = 0; round < rounds; round += 1) {
        best.plain = Math.max(best.plain, await rate(urls.plain, '', streams));
        best.portal = Math.max(best.portal, await rate(urls.portal, cookie, streams));
      }
      figures.push({ streams, ...best });
    }
    return figures;
  } finally {
    server.kill();
  }
}
