import { readdir, readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

interface ProcessTime {
  pid: number;
  parent: number;
  ticks: number;
}

async function readTime(pid: number): Promise<ProcessTime[]> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name stands in brackets and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const [parent, user, system] = [fields[1], fields[11], fields[12]];
  return parent === undefined || user === undefined || system === undefined ? [] : [{ pid, parent, ticks: user + system }];
}

/** Processor seconds a process and those it started have used so far (Linux). */
export async function processorSeconds(root: number): Promise<number> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const times = (await Promise.all(pids.map(readTime))).flat();
  const family = new Set([root]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const { pid, parent } of times) if (family.has(parent)) family.add(pid);
  }
  return times.filter(({ pid }) => family.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
}
