/** Set by the portal's HTTP server, always overwriting what the caller sent: Next re-serialises the query, and some protocols sign its exact bytes. */
export const rawQueryHeader = 'x-kelas-raw-query';

/** The query exactly as it was sent, without its question mark. */
export function rawQueryOf(request: Request): string {
  return request.headers.get(rawQueryHeader) ?? '';
}
