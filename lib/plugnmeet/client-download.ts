import { PlugnmeetUnavailable } from './client-errors.ts';

const timeoutMs = 30_000;

/** A small file as text; throws `PlugnmeetUnavailable` when it cannot be had, or is larger than allowed. */
export async function downloadText(url: URL, largest: number): Promise<string> {
  try {
    const response = await fetch(url, { redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok || !response.body) throw new PlugnmeetUnavailable(`HTTP ${response.status} for a file`, { maybeApplied: false });
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body) {
      size += chunk.length;
      if (size > largest) throw new PlugnmeetUnavailable('a file that is too large', { maybeApplied: false });
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (error) {
    if (error instanceof PlugnmeetUnavailable) throw error;
    throw new PlugnmeetUnavailable(error instanceof Error ? error.message : 'a file could not be had', { maybeApplied: false, cause: error });
  }
}
