/** Where the pieces of a film go. */
export interface Sink {
  write: (chunk: Buffer) => Promise<void>;
  mark: (kind: string, label: string) => Promise<void>;
  /** Takes no more; what came is safe when it resolves. */
  close: () => Promise<void>;
}

/** A sink could not go on. */
export class SinkFailure extends Error {
  override readonly name = 'SinkFailure';
  /** Whether another recorder, or this one later, may do better. */
  readonly canBeCarriedOn: boolean;

  constructor(message: string, options: { canBeCarriedOn: boolean }) {
    super(message);
    this.canBeCarriedOn = options.canBeCarriedOn;
  }
}
