/** Addresses of foreign protocols, written with a slash at their end by some callers and without by others. */
const protocolPath = /^(\/api\/course\/[^?]*?|\/api\/v1\/[^?]*?)\/+(\?.*)?$/;

/**
 * The address as Next's routes know it. Next would send the caller on to it, and who posts to a webhook or patches does not follow
 * with the body.
 */
export function withoutTrailingSlash(url: string): string {
  const [, path, query = ''] = protocolPath.exec(url) ?? [];
  return path === undefined ? url : `${path}${query}`;
}
