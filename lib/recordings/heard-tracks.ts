import { z } from 'zod';
import { writeWebVtt } from '#lib/plugnmeet/web-vtt.ts';
import { readCaptions } from './captions-text.ts';
import { languageTag, longestCaptions } from './schema.ts';

const toldSchema = z.record(z.string(), z.string().max(longestCaptions));

/** Captions a Plugnmeet server tells of, as JSON text of WebVTT by language; what is no language or no captions is left out. */
export function parseHeardTracks(told: string): { language: string; text: string }[] {
  const tracks = toldSchema.safeParse(jsonOf(told)).data ?? {};
  return Object.entries(tracks).flatMap(([name, vtt]) => {
    const language = languageTag.safeParse(name).data;
    const cues = readCaptions(vtt);
    return language !== undefined && cues ? [{ language, text: writeWebVtt(cues) }] : [];
  });
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
