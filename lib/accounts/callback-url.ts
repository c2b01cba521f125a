/** Where to go after signing in when the asked-for place is not one of ours. */
const homePath = '/';

/**
 * The path to return to after signing in: a path of this portal, or home.
 * Refuses other origins in every spelling browsers accept (`//host`, `/\host`, control characters they drop).
 */
export function safeCallbackPath(asked: unknown): string {
  if (typeof asked !== 'string' || asked.length > 2000) return homePath;
  if (!asked.startsWith('/') || asked.startsWith('//')) return homePath;
  // oxlint-disable-next-line no-control-regex -- browsers drop these before they read the address
  if (/[\\\u0000-\u001f\u007f]/.test(asked)) return homePath;
  const base = 'http://portal.invalid';
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null;
  if (url?.origin !== base || url.pathname.startsWith('//')) return homePath;
  return url.pathname + url.search + url.hash;
}
