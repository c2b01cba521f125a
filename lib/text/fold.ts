/** Letters that are one letter to a reader and several to a computer: Arabic kaf and yeh beside the Persian ones, and the like. */
const letters: Readonly<Record<string, string>> = { '\u0643': 'ک', '\u06aa': 'ک', '\u0649': 'ی', '\u064a': 'ی', '\u0629': 'ه' };

const digits = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Vowel marks, the superscript alef, the tatweel. */
const marks = /[\u064b-\u065f\u0670\u0640]/g;

const gaps = /[\s\u200c\u200d]+/g;

/** A text reduced to what a reader sees: one spelling for look-alike letters, no vowel marks, no spaces or joiners. Case and digits stay. */
export function foldLetters(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\u0643\u06aa\u0649\u064a\u0629]/g, (letter) => letters[letter] ?? letter).replaceAll(marks, '').replaceAll(gaps, '');
}

/** What search compares: the same with all digits in their Latin form. The database has it too, as `portal.fold_text`; a test compares them. */
export function foldForSearch(text: string): string {
  return foldLetters(text).replaceAll(digits, (digit) => String((digit.codePointAt(0) ?? 0) % 16));
}

/** A text to look for with LIKE, whose own wildcards mean nothing in it. */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}

/** A text without accents and vowel marks, as people type it who look for something. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
