import { z } from 'zod';
import { findWatchable } from '#lib/recordings/access.ts';
import { addTextTrack, deliverCaptions, nameOfLanguage, removeTextTrack } from '#lib/recordings/captions.ts';
import { languageTag, textTrackInput } from '#lib/recordings/schema.ts';
import { fileOperation, operation, type RestCall } from './operation.ts';
import { findOwnRecording, ofRecording } from './recordings.ts';

const captions = z.object({ language: z.string(), name: z.string().meta({ description: 'What the language calls itself' }) }).meta({ id: 'Captions' });
const ofCaptions = ofRecording.extend({ language: languageTag.meta({ description: 'A language as BCP 47 writes it', example: 'fa' }) });
const all = z.object({ captions: z.array(captions) });
/** Which file a time line is of. */
export const fits = z.enum(['original', 'cut']).default('original').meta({ description: 'Whether the times are those of the file `original` or, for a recording that is cut, of the file `cut`' });

async function list(call: RestCall, recordingId: string): Promise<z.input<typeof all>> {
  const { captions: languages } = await findOwnRecording(call, recordingId);
  return { captions: languages.map((language) => ({ language, name: nameOfLanguage(language) })) };
}

export const captionOperations = [
  operation({
    id: 'listCaptions', method: 'get', path: '/recordings/{recordingId}/captions', scope: 'recordings:read', summary: 'The languages a recording has captions in',
    params: ofRecording,
    answer: all,
    run: (call, { params }) => list(call, params.recordingId),
  }),
  fileOperation({
    id: 'readCaptions', method: 'get', path: '/recordings/{recordingId}/captions/{language}', scope: 'recordings:read', summary: 'Read the captions of a recording in a language, as WebVTT',
    params: ofCaptions,
    query: z.object({ fits }),
    mediaTypes: ['text/vtt'],
    async run(call, { params: { recordingId, language }, query }) {
      await findOwnRecording(call, recordingId);
      const { found } = await findWatchable(call.context.actor, recordingId);
      return deliverCaptions(found, language, query.fits === 'original');
    },
  }),
  operation({
    id: 'putCaptions', method: 'put', path: '/recordings/{recordingId}/captions/{language}', scope: 'recordings:write', summary: 'Give a recording captions in a language, in place of those it had',
    params: ofCaptions,
    body: z.object({ text: textTrackInput.shape.text.meta({ description: 'WebVTT or SubRip, on the original\'s time line; markup and positions are left out', example: 'WEBVTT\n\n00:01.000 --> 00:04.000\nHello' }) }),
    answer: all,
    async run(call, { params: { recordingId, language }, body: { text } }) {
      await findOwnRecording(call, recordingId);
      await addTextTrack(call.context, { recordingId, language, text });
      return list(call, recordingId);
    },
  }),
  operation({
    id: 'removeCaptions', method: 'delete', path: '/recordings/{recordingId}/captions/{language}', scope: 'recordings:write', summary: 'Take the captions in a language away; answers those that are left',
    params: ofCaptions,
    answer: all,
    async run(call, { params: { recordingId, language } }) {
      await findOwnRecording(call, recordingId);
      await removeTextTrack(call.context, { recordingId, language });
      return list(call, recordingId);
    },
  }),
];
