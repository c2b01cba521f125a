/** Tells those who asked of what comes in, by its kind. A listener that throws does not keep the others from hearing. */
export interface Bus<Kind, Message> {
  /** Returns the way out. */
  on: (kind: Kind, listener: (message: Message) => void) => () => void;
  emit: (kind: Kind, message: Message) => void;
}

export function createBus<Kind, Message>(): Bus<Kind, Message> {
  const listeners = new Map<Kind, Set<(message: Message) => void>>();
  return {
    on(kind, listener) {
      const those = listeners.get(kind) ?? new Set();
      listeners.set(kind, those.add(listener));
      return () => {
        those.delete(listener);
      };
    },
    emit(kind, message) {
      for (const listener of listeners.get(kind) ?? []) {
        try {
          listener(message);
        } catch {
          // What a message did to one part of the room is no reason to keep it from another.
        }
      }
    },
  };
}
