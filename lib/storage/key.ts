const keyPattern = /^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/;

/** Keys are paths of plain segments, made by the portal and never by a person; anything else throws. */
export function assertStorageKey(key: string): void {
  if (!keyPattern.test(key) || key.includes('..')) throw new Error('not a storage key');
}
