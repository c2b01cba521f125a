import { z } from 'zod';
import type { ErrorCode } from '#lib/errors.ts';
import { issue } from '#lib/issue.ts';
import { foldLetters } from './fold.ts';

/**
 * Control and formatting characters that can disguise a text or reorder what stands around it.
 * The zero-width non-joiner and joiner stay: Persian spelling and emoji need them.
 */
// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const deceptive = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|\p{Surrogate}/u;

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One spelling, no outer space, one space between words. */
export function tidy(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/[\p{Zs}\t]+/gu, ' ');
}

export function hasDeceptiveCharacters(text: string): boolean {
  return deceptive.test(text);
}

function lineOfText(codes: { invalid: ErrorCode; tooLong: ErrorCode }, max: number) {
  return z.string().transform(tidy).superRefine((text, context) => {
    if (text === '') context.addIssue(issue(text, 'missing'));
    else if (!visible.test(text) || hasDeceptiveCharacters(text)) context.addIssue(issue(text, codes.invalid));
    else if ([...text].length > max) context.addIssue(issue(text, codes.tooLong, { max }));
  });
}

/** A person's name as they write it, in any script. */
export const personName = lineOfText({ invalid: 'nameInvalid', tooLong: 'nameTooLong' }, 80);

/** A title on one line. */
export const titleText = lineOfText({ invalid: 'nameInvalid', tooLong: 'nameTooLong' }, 120);

/** A name reduced to what a reader sees: two names that look the same fold to the same text. */
export function foldName(name: string): string {
  return foldLetters(name).toLowerCase();
}
