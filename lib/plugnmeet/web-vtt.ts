/** One line of a text track. Times in milliseconds. */
export interface Cue {
  from: number;
  to: number;
  text: string;
}

function part(value: number, digits = 2): string {
  return String(value).padStart(digits, '0');
}

function timeText(at: number): string {
  return `${part(Math.floor(at / 3_600_000))}:${part(Math.floor(at / 60_000) % 60)}:${part(Math.floor(at / 1000) % 60)}.${part(at % 1000, 3)}`;
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Lines as WebVTT, without anything a player would take for markup. */
export function writeWebVtt(cues: readonly Cue[]): string {
  return `WEBVTT\n\n${cues.map(({ from, to, text }) => `${timeText(from)} --> ${timeText(to)}\n${escapeMarkup(text)}\n`).join('\n')}`;
}
