import { refusals } from './answer.ts';

function typeOf(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A body's form fields; none when it is anything else. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(typeOf(request) === 'application/x-www-form-urlencoded' ? await request.text() : '');
}

/** A body's fields, JSON or form. Throws `SpreedRefusal` for another type and for what cannot be read. */
export async function readObject(request: Request): Promise<unknown> {
  if (typeOf(request) === 'application/x-www-form-urlencoded') return Object.fromEntries(await readForm(request));
  if (typeOf(request) !== 'application/json') throw refusals.wrongType();
  try {
    return JSON.parse(await request.text());
  } catch {
    throw refusals.unreadable();
  }
}
