import { z } from 'zod';
import { findWatchable } from '#lib/recordings/access.ts';
import { chapterLines, chaptersBetween, readChapters } from '#lib/recordings/chapters.ts';
import { cutRecording, uncutRecording } from '#lib/recordings/cut.ts';
import { importPending } from '#lib/recordings/import.ts';
import { cutInput } from '#lib/recordings/schema.ts';
import { retryRecording } from '#lib/recordings/service.ts';
import { recordingShape } from '#lib/outside-classes/shapes.ts';
import { fits } from './captions.ts';
import { operation } from './operation.ts';
import { changeOwnRecording, findOwnRecording, ofRecording } from './recordings.ts';

const chapter = z
  .object({
    at: z.number().meta({ description: 'In seconds' }),
    what: z.enum(['presenter', 'screen', 'whiteboard', 'video', 'link', 'page']).meta({ description: 'What began: somebody presents, shares a screen; the whiteboard, a video, a web page, a page of the whiteboard is shown' }),
    name: z.string().nullable().meta({ description: 'Who presents or shares' }),
    page: z.int().nullable().meta({ description: 'Which page, counted from 1' }),
  })
  .meta({ id: 'Chapter' });

export const editingOperations = [
  operation({
    id: 'cutRecording', method: 'put', path: '/recordings/{recordingId}/cut', scope: 'recordings:write', summary: 'Show viewers only what stands between two moments. The original stays; `step` is `cut` while the file for viewers is made, and until then they have nothing',
    params: ofRecording,
    body: z.object({ from: cutInput.shape.from.meta({ description: 'In seconds' }), to: cutInput.shape.to.meta({ description: 'In seconds; a second after `from` at least', example: 60 }) }),
    answer: recordingShape,
    run: (call, { params: { recordingId }, body: { from, to } }) => changeOwnRecording(call, recordingId, async ({ cut, failure, durationSeconds }) => {
      // The same cut again does not begin the work anew.
      if (cut?.from === from && cut.to === Math.min(to, durationSeconds ?? 0) && failure === null) return;
      await cutRecording(call.context, { recordingId, from, to });
      importPending();
    }),
  }),
  operation({
    id: 'uncutRecording', method: 'delete', path: '/recordings/{recordingId}/cut', scope: 'recordings:write', summary: 'Show viewers all of a recording again; while it is being cut that stops',
    params: ofRecording,
    answer: recordingShape,
    run: (call, { params: { recordingId } }) => changeOwnRecording(call, recordingId, async ({ cut }) => cut && uncutRecording(call.context, { recordingId })),
  }),
  operation({
    id: 'retryRecording', method: 'post', path: '/recordings/{recordingId}/retry', scope: 'recordings:write', summary: 'Try again to take in a recording that failed; any other is left as it is',
    params: ofRecording,
    answer: recordingShape,
    run: (call, { params: { recordingId } }) => changeOwnRecording(call, recordingId, async ({ state }) => state === 'failed' && retryRecording(call.context, { recordingId })),
  }),
  operation({
    id: 'listChapters', method: 'get', path: '/recordings/{recordingId}/chapters', scope: 'recordings:read', summary: 'What is worth jumping to in a recording, in order, at most 500; none when its server tells of none',
    params: ofRecording,
    query: z.object({ fits }),
    answer: z.object({ chapters: z.array(chapter) }),
    async run(call, { params: { recordingId }, query }) {
      await findOwnRecording(call, recordingId);
      const { found: { chapters, cutFrom, cutTo } } = await findWatchable(call.context.actor, recordingId);
      const kept = readChapters(chapters);
      const lines = chapterLines(query.fits === 'original' || cutFrom === null || cutTo === null ? kept : chaptersBetween(kept, cutFrom, cutTo));
      return { chapters: lines.map((line) => ({ name: null, page: null, ...line })) };
    },
  }),
];
