import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

export interface PortOwner {
  readonly pid: number;
  readonly command: string;
}

export interface ChosenPort {
  readonly port: number;
  /** Set when the wanted port was taken: says so, and by whom. */
  readonly notice?: string;
}

export type Protocol = 'tcp' | 'udp';

const listening = '0A';

async function socketInodes(port: number, protocol: Protocol): Promise<Set<string>> {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  const inodes = new Set<string>();
  for (const table of [protocol, `${protocol}6`]) {
    const text = await readFile(`/proc/net/${table}`, 'utf8').catch(() => '');
    for (const line of text.split('\n').slice(1)) {
      const columns = line.trim().split(/\s+/);
      const [, local, , state] = columns;
      const inode = columns[9];
      if (local?.endsWith(`:${wanted}`) && (protocol === 'udp' || state === listening) && inode) inodes.add(`socket:[${inode}]`);
    }
  }
  return inodes;
}

/** Which process listens on a port, as far as /proc tells (Linux; other people's processes only to root). */
export async function portOwner(port: number, protocol: Protocol = 'tcp'): Promise<PortOwner | undefined> {
  const inodes = await socketInodes(port, protocol);
  if (inodes.size === 0) return undefined;
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const descriptor of descriptors) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      if (!inodes.has(target)) continue;
      const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return { pid: Number(pid), command: commandLine.replaceAll('\0', ' ').trim().slice(0, 80) };
    }
  }
  return undefined;
}

async function tcpFree(port: number, host: string): Promise<boolean> {
  return await new Promise((settle) => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => settle(true)));
  });
}

async function udpFree(port: number, host: string): Promise<boolean> {
  return await new Promise((settle) => {
    const socket = createSocket('udp4');
    socket.once('error', () => settle(false));
    socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => settle(true)));
  });
}

/** Hands out ports, none twice. A taken one gives way to the next free one, with a notice. */
export class PortChooser {
  readonly #given = new Set<string>();

  async choose(part: string, wanted: number, options: { host?: string; protocol?: Protocol } = {}): Promise<ChosenPort> {
    const { host = '127.0.0.1', protocol = 'tcp' } = options;
    const isFree = protocol === 'tcp' ? tcpFree : udpFree;
    for (let port = wanted; port < Math.min(wanted + 500, 65_536); port += 1) {
      const key = `${protocol}:${port}`;
      if (this.#given.has(key) || !(await isFree(port, host))) continue;
      this.#given.add(key);
      return port === wanted ? { port } : { port, notice: await this.#notice(part, wanted, port, protocol) };
    }
    throw new Error(`No free ${protocol} port for ${part} from ${wanted} on.`);
  }

  async #notice(part: string, wanted: number, port: number, protocol: Protocol): Promise<string> {
    if (this.#given.has(`${protocol}:${wanted}`)) return `${part}: port ${wanted} is used by another part of Kelas, using ${port}.`;
    const owner = await portOwner(wanted, protocol);
    return `${part}: port ${wanted} is taken by ${owner ? `process ${owner.pid} (${owner.command})` : 'another process'}, using ${port}.`;
  }
}
