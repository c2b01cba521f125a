/** A view's switch as this browser's user left it. */
export function readSwitch(storage: Pick<Storage, 'getItem'> | undefined, key: string, otherwise: boolean): boolean {
  try {
    const kept = storage?.getItem(key);
    return kept === 'on' || kept === 'off' ? kept === 'on' : otherwise;
  } catch {
    return otherwise;
  }
}

export function writeSwitch(storage: Pick<Storage, 'setItem'> | undefined, key: string, on: boolean): void {
  try {
    storage?.setItem(key, on ? 'on' : 'off');
  } catch {
    // Private windows may refuse; the choice then lasts for this visit.
  }
}
