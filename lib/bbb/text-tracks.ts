import { contextOf } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { AppError } from '#lib/errors.ts';
import { addTextTrack } from '#lib/recordings/captions.ts';
import { textTrackInput } from '#lib/recordings/schema.ts';
import { jsonAnswer, type Answer } from './answer.ts';
import type { BbbCall } from './call.ts';
import { BbbRefusal, refusal } from './refusal.ts';
import { trackToken } from './track-token.ts';

const kinds = ['subtitles', 'captions'];
const largestTrack = 5 * 1024 * 1024;
/** Kelas knows one kind of text beside a recording. */
const ownKind = 'captions';

/** The captions of a recording (A13), each by an address that is good for an hour. */
export async function getRecordingTextTracks({ account, parameters }: BbbCall): Promise<Answer> {
  const recordId = parameters.text('recordID');
  if (recordId === undefined) throw refusal('missingRecordId');
  const recording = await findRecording(account.id, recordId);
  if (!recording) throw new BbbRefusal('noRecordings', `No recording found for ${recordId}`);
  const found = await database().textTrack.findMany({ where: { recordingId: recording.id }, orderBy: { language: 'asc' }, select: { id: true, language: true } });
  if (found.length === 0) throw new BbbRefusal('noCaptionsFound', `No captions found for ${recordId}`);
  const tracks = found.map(({ id, language }) => ({
    href: `${env().PORTAL_URL}/api/tracks/${trackToken(id)}/${ownKind}_${language}.vtt`, kind: ownKind, label: languageName(language), lang: language, source: 'upload',
  }));
  return jsonAnswer({ returncode: 'SUCCESS', tracks });
}

/** Takes captions in for a recording, in place of those it had in that language. */
export async function putRecordingTextTrack(call: BbbCall): Promise<Answer> {
  const { account, parameters, origin } = call;
  const [recordId, kind, language] = ['recordID', 'kind', 'lang'].map((name) => required(call, name));
  if (recordId === undefined || kind === undefined || language === undefined) throw refusal('internalError');
  const recording = await findRecording(account.id, recordId);
  if (!recording) throw new BbbRefusal('noRecordings', `No recording was found for ${recordId}`);
  if (!kinds.includes(kind)) throw new BbbRefusal('invalidKind', `Invalid kind parameter, expected='subtitles|captions' actual=${kind}`);
  const text = await uploadedText(call);
  const input = textTrackInput.safeParse({ recordingId: recording.id, language, text: text || 'WEBVTT' });
  if (!input.success && input.error.issues[0]?.path[0] === 'language') throw new BbbRefusal('invalidLang', `Malformed lang param, received=${parameters.text('lang') ?? ''}`);
  if (text === '') throw new BbbRefusal('empty_uploaded_text_track', 'Empty uploaded text track.');
  const failed = jsonAnswer({ messageKey: 'upload_text_track_failed', message: 'Text track upload failed.', recordId, returncode: 'FAILED' });
  if (!input.success) return failed;
  try {
    await addTextTrack(contextOf(account, origin), input.data);
  } catch (error) {
    if (error instanceof AppError && error.category === 'input') return failed;
    throw error;
  }
  return jsonAnswer({ messageKey: 'upload_text_track_success', message: 'Text track uploaded successfully', recordId, returncode: 'SUCCESS' });
}

function required({ parameters }: BbbCall, name: string): string {
  const value = parameters.text(name);
  if (value === undefined) throw new BbbRefusal('paramError', `Missing param ${name}.`);
  return value;
}

async function findRecording(accountId: string, recordId: string) {
  return database().recording.findFirst({ where: { meeting: { bbbSession: { accountId, internalId: recordId } }, state: 'ready', deletedAt: null }, orderBy: { recordedAt: 'desc' }, select: { id: true } });
}

/** The text of the form's one file; empty when there is none. */
async function uploadedText({ body, contentType }: BbbCall): Promise<string> {
  if (body === null || body.byteLength > largestTrack) return '';
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
    const file = [...form.values()].find((value) => value instanceof File);
    return file instanceof File ? await file.text() : '';
  } catch {
    return '';
  }
}

function languageName(language: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
