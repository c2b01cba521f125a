/**
 * The signed-in person's event stream (/api/live), one per page however many parts listen. It rests while the tab is
 * hidden, and when it cannot be opened listeners are called now and then instead.
 */

type Listener = () => void;

const pollMs = 30_000;
const changed = new Set<Listener>();
const statusChanged = new Set<Listener>();
let source: EventSource | null = null;
let isLive = true;
let poll: ReturnType<typeof setInterval> | undefined;

function tell(listeners: Set<Listener>): void {
  for (const listener of listeners) listener();
}

function stopPolling(): void {
  clearInterval(poll);
  poll = undefined;
}

function setLive(live: boolean): void {
  if (live || changed.size === 0) stopPolling();
  // A browser that tries again by itself says every few seconds that it failed.
  else poll ??= setInterval(() => {
    open();
    tell(changed);
  }, pollMs);
  if (live === isLive) return;
  isLive = live;
  tell(statusChanged);
}

function open(): void {
  if (source || changed.size === 0 || document.visibilityState === 'hidden') return;
  const opened = new EventSource('/api/live');
  source = opened;
  opened.addEventListener('open', () => {
    const wasInterrupted = !isLive;
    setLive(true);
    if (wasInterrupted) tell(changed);
  });
  opened.addEventListener('changed', () => tell(changed));
  opened.addEventListener('error', () => {
    // Refused outright, the browser does not try again by itself.
    if (opened.readyState === EventSource.CLOSED && source === opened) source = null;
    setLive(false);
  });
}

function close(): void {
  source?.close();
  source = null;
}

function onVisibility(): void {
  if (document.visibilityState === 'hidden') {
    close();
    return;
  }
  open();
  tell(changed);
}

/** Calls back whenever something of this person's classes may have changed. */
export function subscribeToChanges(listener: Listener): () => void {
  if (changed.size === 0) document.addEventListener('visibilitychange', onVisibility);
  changed.add(listener);
  open();
  return () => {
    changed.delete(listener);
    if (changed.size > 0) return;
    document.removeEventListener('visibilitychange', onVisibility);
    stopPolling();
    close();
  };
}

/** For useSyncExternalStore: whether changes arrive as they happen. */
export const liveStatus = {
  subscribe(listener: Listener): () => void {
    statusChanged.add(listener);
    return () => void statusChanged.delete(listener);
  },
  get: (): boolean => isLive,
  getOnServer: (): boolean => true,
};
