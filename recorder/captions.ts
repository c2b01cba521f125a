import { z } from 'zod';
import { writeWebVtt, type Cue } from '#lib/plugnmeet/web-vtt.ts';
import type { TimedPart } from './chapters.ts';

/** What the room's page writes into the label of a caption (components/room/recording/marks.tsx). */
const captionSchema = z.object({ language: z.string().regex(/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$/iu), name: z.string(), text: z.string().min(1), spokenFor: z.number().min(0) });
/** How long a sentence is shown at least, in seconds: nobody reads quicker. */
const leastSeconds = 1.5;
const longestSeconds = 10;
const mostCharacters = 400_000;

function parse(label: string): z.output<typeof captionSchema> | undefined {
  try {
    return captionSchema.safeParse(JSON.parse(label)).data;
  } catch {
    return undefined;
  }
}

/** What was said, as WebVTT on the time line of the file made of the parts, by language; nothing where no speech service listened. */
export function captionsOf(parts: readonly TimedPart[]): Record<string, string> {
  const byLanguage = new Map<string, Cue[]>();
  let offset = 0;
  for (const { seconds, marks } of parts) {
    for (const { at, kind, label } of marks) {
      const said = kind === 'caption' ? parse(label) : undefined;
      if (!said) continue;
      const end = offset + Math.min(at, seconds);
      const from = Math.max(offset, end - Math.min(longestSeconds, Math.max(leastSeconds, said.spokenFor / 1000)));
      const language = said.language.replaceAll('_', '-');
      const text = (said.name === '' ? said.text : `${said.name}: ${said.text}`).replaceAll(/\s+/gu, ' ');
      const cue: Cue = { from: Math.round(from * 1000), to: Math.round(Math.max(end, from + leastSeconds) * 1000), text };
      byLanguage.set(language, [...(byLanguage.get(language) ?? []), cue]);
    }
    offset += seconds;
  }
  const written = [...byLanguage].map(([language, cues]): [string, string] => [language, writeWebVtt(cues)]);
  return Object.fromEntries(written.filter(([, text]) => text.length <= mostCharacters));
}
