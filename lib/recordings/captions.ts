import type { z } from 'zod';
import type { RequestContext } from '#lib/action.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { writeWebVtt, type Cue } from '#lib/plugnmeet/web-vtt.ts';
import { findManaged } from './access.ts';
import { readCaptions } from './captions-text.ts';
import type { removeTextTrackInput, textTrackInput } from './schema.ts';
import { change, type Changed } from './service.ts';

/** Gives a recording captions in a language, in place of those it had; throws `captionsInvalid` for what is neither WebVTT nor SubRip. */
export async function addTextTrack(context: RequestContext, { recordingId, language, text }: z.output<typeof textTrackInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  const cues = readCaptions(text);
  if (!cues) throw new AppError('captionsInvalid', { field: 'text' });
  const data = { text: writeWebVtt(cues) };
  const key = { recordingId, language };
  await database().textTrack.upsert({ where: { recordingId_language: key }, create: { ...key, ...data }, update: data });
  return change(context, 'recording.addTextTrack', found, {}, { language });
}

/** Takes the captions in a language away. */
export async function removeTextTrack(context: RequestContext, { recordingId, language }: z.output<typeof removeTextTrackInput>): Promise<Changed> {
  const { found } = await findManaged(context.actor, [recordingId]);
  await database().textTrack.deleteMany({ where: { recordingId, language } });
  return change(context, 'recording.removeTextTrack', found, {}, { language });
}

/** What a language calls itself, e.g. `فارسی`. */
export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

interface Captioned {
  id: string;
  cutFrom: number | null;
  cutTo: number | null;
}

/** Answers with the captions of a recording; those of a cut one fit the cut file, and say nothing of the rest, unless `whole`. */
export async function deliverCaptions({ id, cutFrom, cutTo }: Captioned, language: string, whole: boolean): Promise<Response> {
  const track = await database().textTrack.findUnique({ where: { recordingId_language: { recordingId: id, language } } });
  if (!track) throw new AppError('notFound');
  const text = whole || cutFrom === null || cutTo === null ? track.text : writeWebVtt(between(readCaptions(track.text) ?? [], cutFrom * 1000, cutTo * 1000));
  return new Response(text, { headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'private, no-cache' } });
}

function between(cues: readonly Cue[], start: number, end: number): Cue[] {
  const inside = cues.filter(({ from, to }) => to > start && from < end);
  return inside.map(({ from, to, text }) => ({ from: Math.round(Math.max(from, start) - start), to: Math.round(Math.min(to, end) - start), text }));
}
