import { AppError } from '#lib/errors.ts';

export interface EventStream {
  send: (event: string, data: unknown) => void;
  close: () => void;
}

const heartbeatMs = 15_000;
/** A school of several hundred behind one address, each with a tab or two. */
const streamsPerAddress = 1000;
const openStreams = new Map<string, number>();

/**
 * Answers with server-sent events. `start` gets the stream and returns what to do when it closes.
 * A comment every 15 s keeps proxies from cutting it and tells a dead connection apart.
 */
export function eventStreamResponse(request: Request, address: string, start: (stream: EventStream) => () => void): Response {
  takeStream(address);
  const stream = new OpenStream(() => releaseStream(address));
  request.signal.addEventListener('abort', stream.close, { once: true });
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => stream.open(controller, start),
    cancel: stream.close,
  });
  if (request.signal.aborted) stream.close();
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

class OpenStream implements EventStream {
  readonly #encoder = new TextEncoder();
  readonly #released: () => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #heartbeat: NodeJS.Timeout | undefined;
  #stop: (() => void) | undefined;

  constructor(released: () => void) {
    this.#released = released;
  }

  open(controller: ReadableStreamDefaultController<Uint8Array>, start: (stream: EventStream) => () => void): void {
    this.#controller = controller;
    this.#write('retry: 3000\n\n');
    this.#heartbeat = setInterval(() => this.#write(':\n\n'), heartbeatMs);
    this.#stop = start(this);
  }

  readonly send = (event: string, data: unknown): void => {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  readonly close = (): void => {
    const controller = this.#controller;
    if (!controller) return;
    this.#controller = null;
    clearInterval(this.#heartbeat);
    this.#stop?.();
    this.#released();
    try {
      controller.close();
    } catch {
      // The reader went away first.
    }
  };

  #write(text: string): void {
    this.#controller?.enqueue(this.#encoder.encode(text));
  }
}

function takeStream(address: string): void {
  const open = openStreams.get(address) ?? 0;
  if (open >= streamsPerAddress) throw new AppError('tooManyTries', { params: { seconds: 30 } });
  openStreams.set(address, open + 1);
}

function releaseStream(address: string): void {
  const open = (openStreams.get(address) ?? 1) - 1;
  if (open <= 0) openStreams.delete(address);
  else openStreams.set(address, open);
}
