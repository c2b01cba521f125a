import { isIP } from 'node:net';

/** Set by the portal's HTTP server from the connection, always overwriting what the caller sent. */
const connectionAddressHeader = 'x-kelas-client-address';

/**
 * The caller's address, for limits. X-Forwarded-For counts only behind a proxy of ours, and then only its last entry:
 * the one that proxy wrote itself.
 */
export function clientAddress(header: (name: string) => string | null | undefined, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded !== undefined && isIP(forwarded) > 0) return forwarded;
  }
  return header(connectionAddressHeader) ?? 'unknown';
}
