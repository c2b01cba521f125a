/** Callers poll: for so long one answer serves all who ask the same. */
const keptForMs = 1000;
/** More than a school's software asks for in a second; the oldest answers go first. */
const mostBytes = 64 * 1024 * 1024;

type Text = Buffer<ArrayBuffer>;

interface Kept {
  accountId: string;
  until: number;
  bytes: number;
  text: Promise<Text>;
}

declare global {
  var kelasKeptAnswers: Map<string, Kept> | undefined;
}

/** Shared by all of the process: the bundler may load this module twice. */
function kept(): Map<string, Kept> {
  globalThis.kelasKeptAnswers ??= new Map();
  return globalThis.kelasKeptAnswers;
}

/**
 * The answer to a question, made once for all who ask it within a second, at the same moment too. What the account itself changes through
 * this process is in the very next answer (`forgetAnswers`); what happens otherwise, such as somebody coming in, at most a second later.
 */
export function keptAnswer(accountId: string, question: string, make: () => Promise<string>): Promise<Text> {
  const key = `${accountId} ${question}`;
  const known = kept().get(key);
  if (known && known.until > Date.now()) return known.text;
  const entry: Kept = { accountId, until: Number.POSITIVE_INFINITY, bytes: 0, text: make().then((text) => Buffer.from(text)) };
  kept().delete(key);
  kept().set(key, entry);
  void settle(key, entry);
  return entry.text;
}

async function settle(key: string, entry: Kept): Promise<void> {
  try {
    entry.bytes = (await entry.text).byteLength;
    entry.until = Date.now() + keptForMs;
    setTimeout(() => forget(key, entry), keptForMs).unref();
    sweep();
  } catch {
    // Whoever asked is told; the next one asks anew.
    forget(key, entry);
  }
}

/** To be called after any change an account makes, so that its next question is answered anew. */
export function forgetAnswers(accountId: string): void {
  for (const [key, entry] of kept()) if (entry.accountId === accountId) kept().delete(key);
}

function forget(key: string, entry: Kept): void {
  if (kept().get(key) === entry) kept().delete(key);
}

function sweep(): void {
  let total = 0;
  for (const { bytes } of kept().values()) total += bytes;
  for (const [key, { bytes }] of kept()) {
    if (total <= mostBytes) return;
    kept().delete(key);
    total -= bytes;
  }
}
