import { LtiRefusal } from './refusal.ts';
import type { Pairs } from './oauth1.ts';

/** Longer than any launch; a platform sends a few kilobytes. */
const longestForm = 128 * 1024;
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const controls = /[\u0000-\u001f\u007f]/g;

/** A message's form as it was sent: every name and value, also repeated and empty ones, which are part of what is signed. */
export class LaunchForm {
  readonly pairs: Pairs;

  constructor(...raw: readonly string[]) {
    this.pairs = raw.flatMap((text) => [...new URLSearchParams(text)]);
  }

  /** A value, or undefined when there is none or it is empty. A name with several values means nothing and refuses the message. */
  text(name: string): string | undefined {
    const values = this.pairs.filter(([key]) => key === name);
    if (values.length > 1) throw new LtiRefusal('incomplete', `${name} stands there more than once`);
    const value = values[0]?.[1].replaceAll(controls, ' ').trim();
    return value === '' ? undefined : value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new LtiRefusal('incomplete', `${name} is missing`);
    return value;
  }
}

/** The text of a posted form; an empty one is an empty text. */
export async function readForm(request: Request): Promise<string> {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const text = await request.text();
  if (text.length > longestForm) throw new LtiRefusal('incomplete', 'the form is too long');
  if (text !== '' && type !== 'application/x-www-form-urlencoded') throw new LtiRefusal('incomplete', 'the content type must be application/x-www-form-urlencoded');
  return text;
}
