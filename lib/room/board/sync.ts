/** How the state of whiteboard and notepad is asked for and answered (wire §6.6, §6.7, §8). */
const retryMilliseconds = 2000;
const tries = 3;
const politeDelay = { least: 250, spread: 550 };

/** Asks until answered, at most three times. Resolves to whether somebody answered. */
export function createQuestions(signal: AbortSignal) {
  const open = new Map<string, (answered: boolean) => void>();
  /** Answers of the second and third who were asked are taken in too. */
  const asked = new Set<string>();
  signal.addEventListener('abort', () => {
    for (const settle of open.values()) settle(false);
  });
  return {
    ask(ask: (id: string) => void): Promise<boolean> {
      const id = crypto.randomUUID();
      asked.add(id);
      return new Promise((resolve) => {
        let left = tries;
        const settle = (answered: boolean): void => {
          clearInterval(timer);
          open.delete(id);
          resolve(answered);
        };
        const again = (): void => {
          if (left === 0) return settle(false);
          left -= 1;
          ask(id);
          return undefined;
        };
        const timer = setInterval(again, retryMilliseconds);
        open.set(id, settle);
        if (signal.aborted) settle(false);
        else again();
      });
    },
    /** Notes an answer; false when nobody asked for it. */
    answered(id: string): boolean {
      open.get(id)?.(true);
      return asked.has(id);
    },
  };
}

/** Answers at once, or after a moment in which another may have answered: then not at all. */
export function createAnswers(signal: AbortSignal) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  signal.addEventListener('abort', () => {
    for (const timer of waiting.values()) clearTimeout(timer);
  });
  return {
    answer(id: string, first: boolean, send: () => void): void {
      if (first) return send();
      clearTimeout(waiting.get(id));
      waiting.set(id, setTimeout(() => {
        waiting.delete(id);
        send();
      }, politeDelay.least + Math.random() * politeDelay.spread));
      return undefined;
    },
    /** Somebody else answered. */
    seen(id: string): void {
      clearTimeout(waiting.get(id));
      waiting.delete(id);
    },
  };
}
