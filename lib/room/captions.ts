import { cleanName, parseJsonRecord, readBoolean, readRecord, readString } from './parse.ts';

/** What somebody is saying, in words: InsightsTranscriptionResult (wire §6.9, §4.6 event 16). */
export interface Caption {
  speakerId: string;
  speakerName: string;
  text: string;
  /** The language the text is in, as a BCP 47 tag; empty when it was not told. */
  language: string;
  /** The sentence is still being said: the speaker's next caption takes its place. */
  isPartial: boolean;
}

/** A caption and when it came, in milliseconds. */
export interface HeardCaption extends Caption {
  at: number;
}

/** How long one stays after it came, in milliseconds: long enough to read two lines of it. */
export const captionShownFor = 8000;
const mostLines = 2;
const longestText = 500;

const primary = (tag: string): string => tag.toLowerCase().split(/[-_]/u)[0] ?? '';
const shortened = (text: string): string => [...text.trim()].slice(-longestText).join('');

/** What somebody said, in every language there is; undefined when there is nothing to show. */
export interface Heard extends Omit<Caption, 'text' | 'language'> {
  /** The language it was said in first; no text is empty. */
  texts: readonly { language: string; text: string }[];
}

/** Reads a message of the server's speech service. */
export function parseHeard(json: string): Heard | undefined {
  const record = parseJsonRecord(json);
  if (!record) return undefined;
  const translations = readRecord(record, 'translations');
  const said = [{ language: readString(record, 'lang'), text: readString(record, 'text') }, ...Object.keys(translations).map((language) => ({ language, text: readString(translations, language) }))];
  const texts = said.map(({ language, text }) => ({ language, text: shortened(text) })).filter(({ text }) => text !== '');
  const speakerId = readString(record, 'fromUserId');
  if (texts.length === 0 || speakerId === '') return undefined;
  return { speakerId, speakerName: cleanName(readString(record, 'fromUserName')), isPartial: readBoolean(record, 'isPartial') ?? false, texts };
}

/** Reads one, in the reader's language where it was translated into that; undefined when there is nothing to show. */
export function parseCaption(json: string, locale: string): Caption | undefined {
  const heard = parseHeard(json);
  if (!heard) return undefined;
  const { texts, ...speaker } = heard;
  const shown = texts.find(({ language }) => primary(language) === locale) ?? texts[0];
  return shown && { ...speaker, ...shown };
}

/** Adds what was heard; a sentence that goes on replaces its own beginning. */
export function withCaption(heard: readonly HeardCaption[], caption: HeardCaption): readonly HeardCaption[] {
  const begun = heard.findLast(({ speakerId }) => speakerId === caption.speakerId);
  return [...heard.filter((known) => known !== begun || !known.isPartial), caption].slice(-mostLines);
}

/** Those still shown. */
export function freshCaptions(heard: readonly HeardCaption[], now: number): readonly HeardCaption[] {
  const fresh = heard.filter(({ at }) => now - at < captionShownFor);
  return fresh.length === heard.length ? heard : fresh;
}
