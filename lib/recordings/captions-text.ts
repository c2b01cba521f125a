import type { Cue } from '#lib/plugnmeet/web-vtt.ts';

const timing = /^((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})[ \t]+-->[ \t]+((?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3})(?:[ \t].*)?$/;
const mostCues = 20_000;
const longestCue = 1000;
/** Everything but line breaks that is not to be seen, and what reorders the text around it. */
// oxlint-disable-next-line no-control-regex -- these are the characters to take out
const invisible = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function milliseconds(time: string): number {
  const [seconds = '0', minutes = '0', hours = '0'] = time.replace(',', '.').split(':').toReversed();
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}

/** The text of a cue as plain letters: markup is dropped, its escapes are undone. */
function plainText(lines: readonly string[]): string {
  const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '' };
  return lines
    .map((line) => line.replaceAll(/<\/?[a-zA-Z0-9][^<>]*>|\{\\[^{}]*\}/g, '').replaceAll(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (name) => entities[name] ?? '').replaceAll(invisible, '').trim())
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, longestCue);
}

/**
 * Reads WebVTT or SubRip: the lines to show and when; styles, positions, notes and markup are left out.
 * Null when it is neither, has nothing to show, or more than anybody could read.
 */
export function readCaptions(text: string): Cue[] | null {
  const blocks = text.replace(/^\ufeff/, '').replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n+/);
  const cues: Cue[] = [];
  for (const block of blocks) {
    const lines = block.split('\n');
    const at = lines.findIndex((line) => line.includes('-->'));
    if (at === -1) continue;
    const [, from = '', to = ''] = timing.exec((lines[at] ?? '').trim()) ?? [];
    if (from === '') return null;
    const cue = { from: milliseconds(from), to: milliseconds(to), text: plainText(lines.slice(at + 1)) };
    if (cue.to <= cue.from) return null;
    if (cue.text !== '') cues.push(cue);
    if (cues.length > mostCues) return null;
  }
  return cues.length === 0 ? null : cues.toSorted((a, b) => a.from - b.from);
}
