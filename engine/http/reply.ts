/** What a handler answers. */
export interface Reply {
  status: number;
  contentType: string;
  body: string | Uint8Array;
  headers?: Readonly<Record<string, string>>;
}

/** `StatusCode` names of the JSON envelope that the engine uses (wire appendix B). */
export type StatusName =
  | 'SUCCESS'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'INVALID_TOKEN_OR_SIGNATURE'
  | 'INVALID_API_KEY'
  | 'INTERNAL_SERVER_ERROR'
  | 'INVALID_PARAMETERS'
  | 'MISSING_REQUIRED_PARAMETER'
  | 'ROOM_NOT_FOUND'
  | 'USER_NOT_FOUND'
  | 'USER_BLOCKED'
  | 'ROOM_NOT_ACTIVE';

/** A refusal with the text and code callers branch on; sent with HTTP 200 (wire §1.1). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly code: StatusName;

  constructor(message: string, code: StatusName) {
    super(message);
    this.code = code;
  }
}

export function json(body: unknown, status = 200): Reply {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

/** The envelope of every `/auth` answer. */
export function envelope(isOk: boolean, msg: string, code: StatusName, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { status: isOk, msg, status_code: code, ...more };
}

/** The same answer as 429, telling when to come again (RFC 9110 §10.2.3). */
export function retryAfter(reply: Reply, seconds: number): Reply {
  return { ...reply, status: 429, headers: { 'Retry-After': String(seconds) } };
}

export function success(more: Record<string, unknown> = {}): Reply {
  return json(envelope(true, 'success', 'SUCCESS', more));
}

/** As {@link success}, with one field that is JSON text already. */
export function successWith(name: string, value: Buffer): Reply {
  const head = JSON.stringify(envelope(true, 'success', 'SUCCESS')).slice(0, -1);
  return { status: 200, contentType: 'application/json', body: Buffer.concat([Buffer.from(`${head},${JSON.stringify(name)}:`), value, Buffer.from('}')]) };
}

export function text(body: string, status = 200): Reply {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

export function protobuf(body: Uint8Array, status = 200): Reply {
  return { status, contentType: 'application/protobuf', body };
}
