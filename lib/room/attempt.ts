import { addNotice } from './notices.ts';
import type { Slice } from './slice.ts';
import type { Notice } from './types.ts';

/** Whether a request worked; one that failed is told in a notice. */
export async function attempt(notices: Slice<readonly Notice[]>, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch {
    addNotice(notices, { tone: 'danger', key: 'requestFailed' });
    return false;
  }
}
