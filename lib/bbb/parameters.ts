import { refusal, type RefusalName } from './refusal.ts';

// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const metaName = /^meta_([a-z][a-z0-9-]*)$/i;
/** Names a client of Python's sends for want of its own: `meta_meta=k=v,k2=v2,` holds several. */
const packedMeta = 'meta_meta';

/** A call's parameters, decoded from the raw query by form rules; of a repeated name the first counts, an empty value is none. */
export class Parameters {
  readonly #values = new Map<string, string>();

  constructor(...raw: readonly string[]) {
    for (const text of raw) {
      for (const [name, value] of new URLSearchParams(text)) if (!this.#values.has(name)) this.#values.set(name, value.replaceAll(controls, ''));
    }
  }

  /** Whether the name stands there at all, empty or not. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined || value === '' ? undefined : value;
  }

  /** True or false in any case; anything else is refused. */
  flag(name: string, otherwise: boolean, refused: RefusalName = 'anyFlag'): boolean {
    const value = this.text(name)?.trim().toLowerCase();
    if (value === undefined) return otherwise;
    if (value !== 'true' && value !== 'false') throw refusal(refused);
    return value === 'true';
  }

  /** Digits only, and not more than PostgreSQL's integers hold. */
  whole(name: string, otherwise: number, refused: RefusalName = 'anyNumber'): number {
    const value = this.text(name)?.trim();
    if (value === undefined) return otherwise;
    if (!/^\d{1,9}$/.test(value)) throw refusal(refused);
    return Number(value);
  }

  /** Values between commas, decoded once more where a client encoded them twice; empty ones count for nothing. */
  list(name: string): string[] {
    return (this.text(name) ?? '').split(',').map((part) => decodeAgain(part.trim())).filter((part) => part !== '');
  }

  /** What came as meta_*: names in lower case (A5.2). Empty values stay, as updateRecordings takes a name away by them. */
  meta(): Map<string, string> {
    const found = new Map<string, string>();
    for (const [name, value] of this.#values) {
      if (name === packedMeta) for (const [key, text] of unpack(value)) found.set(key, text);
      else {
        const key = metaName.exec(name)?.[1]?.toLowerCase();
        if (key !== undefined && !found.has(key)) found.set(key, value);
      }
    }
    return found;
  }

  /** Every name and value but these. */
  entriesWithout(left: string): [string, string][] {
    return [...this.#values].filter(([name]) => name !== left);
  }
}

function unpack(packed: string): [string, string][] {
  return packed.split(',').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    const key = pair.slice(0, Math.max(at, 0)).trim().toLowerCase();
    return /^[a-z][a-z0-9-]*$/.test(key) ? [[key, pair.slice(at + 1)]] : [];
  });
}

function decodeAgain(text: string): string {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
