import { z } from 'zod';
import type { Prisma } from '#generated/prisma/client.ts';
import { findAccountById } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { reachOf } from '#lib/outside-classes/reach.ts';
import { recordingFields, recordingShape, shapeRecording } from '#lib/outside-classes/shapes.ts';
import { findWatchable } from '#lib/recordings/access.ts';
import { deliverFile } from '#lib/recordings/deliver.ts';
import { describeInput, fileKinds, visibilityInput } from '#lib/recordings/schema.ts';
import { deleteRecordings, restoreRecordings, updateRecording } from '#lib/recordings/service.ts';
import { onlyOfClass, reachedOf } from './of-class.ts';
import { fileOperation, operation, type RestCall } from './operation.ts';
import { cursor, limit, next, pageOf, placeOf } from './page.ts';

export const ofRecording = z.object({ recordingId: z.uuid() });

const shown = {
  all: { deletedAt: null },
  published: { deletedAt: null, published: true },
  unpublished: { deletedAt: null, published: false },
  deleted: { deletedAt: { not: null } },
} as const satisfies Record<string, Prisma.RecordingWhereInput>;

/** A recording of a class the account reaches; throws `notFound`. */
export async function findOwnRecording({ account }: RestCall, id: string): Promise<z.input<typeof recordingShape>> {
  const found = await database().recording.findFirst({ where: { id, class: reachOf(account) }, select: recordingFields });
  if (!found) throw new AppError('notFound', { field: 'recordingId' });
  return shapeRecording(found);
}

/** Does something to a recording the account reaches, which it gets as it was; answers it as it then is. */
export async function changeOwnRecording(call: RestCall, id: string, change: (found: z.input<typeof recordingShape>) => Promise<unknown>): Promise<z.input<typeof recordingShape>> {
  await change(await findOwnRecording(call, id));
  return findOwnRecording(call, id);
}

/** Throws once the account is shut out or reaches the recording no more, as a long download asks on its way. */
async function assertStillReached(call: RestCall, recordingId: string): Promise<void> {
  const account = await findAccountById(call.account.id);
  if (!account || account.isDisabled) throw new AppError('accountDisabled');
  await findOwnRecording({ ...call, account }, recordingId);
}

function recordedBefore(after: string): Prisma.RecordingWhereInput {
  const { at, id } = placeOf(after);
  return { recordedAt: { lte: at }, OR: [{ recordedAt: { lt: at } }, { recordedAt: at, id: { lt: id } }] };
}

export const recordingOperations = [
  operation({
    id: 'listRecordings', method: 'get', path: '/recordings', scope: 'recordings:read', summary: 'List the recordings of the classes the account reaches, latest first',
    query: z.object({
      ...onlyOfClass,
      meetingId: z.uuid().optional().meta({ description: 'Only of this meeting' }),
      show: z.enum(['all', 'published', 'unpublished', 'deleted']).default('all').meta({ description: '`all` leaves deleted ones out' }),
      after: cursor.optional(),
      limit,
    }),
    answer: z.object({ recordings: z.array(recordingShape), next }),
    async run({ account }, { query: { meetingId, show, after, limit: size, ...only } }) {
      const found = await database().recording.findMany({
        where: {
          AND: [
            { class: reachedOf(account, only) }, shown[show],
            meetingId === undefined ? {} : { meetingId }, after === undefined ? {} : recordedBefore(after),
          ],
        },
        orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }], take: size + 1, select: recordingFields,
      });
      const page = pageOf(found, size, (row) => ({ at: row.recordedAt, id: row.id }));
      return { recordings: page.rows.map(shapeRecording), next: page.next };
    },
  }),
  operation({
    id: 'getRecording', method: 'get', path: '/recordings/{recordingId}', scope: 'recordings:read', summary: 'Read a recording',
    params: ofRecording,
    answer: recordingShape,
    run: (call, { params }) => findOwnRecording(call, params.recordingId),
  }),
  operation({
    id: 'updateRecording', method: 'patch', path: '/recordings/{recordingId}', scope: 'recordings:write', summary: 'Change a recording\'s title, description or audience, publish or hide it, keep it; what is left out stays',
    params: ofRecording,
    body: z.object({
      title: describeInput.shape.title.optional(),
      description: describeInput.shape.description.optional(),
      visibility: visibilityInput.shape.visibility.optional(),
      isPublished: z.boolean().optional().meta({ description: 'Publishing one that was for its teacher only makes it visible to people of the class, unless `visibility` says otherwise' }),
      isKept: z.boolean().optional().meta({ description: 'Keeps it from the rule about old recordings, or leaves it to the rule' }),
    }),
    answer: recordingShape,
    run: (call, { params: { recordingId }, body: { isPublished: published, isKept: kept, ...body } }) =>
      changeOwnRecording(call, recordingId, () => updateRecording(call.context, { recordingId, published, kept, ...body })),
  }),
  operation({
    id: 'deleteRecording', method: 'delete', path: '/recordings/{recordingId}', scope: 'recordings:write', summary: 'Delete a recording; until `restorableUntil` it can be brought back',
    params: ofRecording,
    answer: recordingShape,
    // Deleting it again does not begin the time anew.
    run: (call, { params: { recordingId } }) => changeOwnRecording(call, recordingId, async ({ deletedAt }) => deletedAt ?? deleteRecordings(call.context, { recordingIds: [recordingId] })),
  }),
  operation({
    id: 'restoreRecording', method: 'post', path: '/recordings/{recordingId}/restore', scope: 'recordings:write', summary: 'Bring a deleted recording back as it was',
    params: ofRecording,
    answer: recordingShape,
    run: (call, { params: { recordingId } }) => changeOwnRecording(call, recordingId, () => restoreRecordings(call.context, { recordingIds: [recordingId] })),
  }),
  fileOperation({
    id: 'downloadRecording', method: 'get', path: '/recordings/{recordingId}/files/{kind}', scope: 'recordings:read', summary: 'Download a file of a recording; answers Range and HEAD requests',
    params: ofRecording.extend({ kind: z.enum(fileKinds) }),
    mediaTypes: ['video/mp4', 'audio/mp4', 'image/jpeg'],
    async run(call, { params: { recordingId, kind } }) {
      await findOwnRecording(call, recordingId);
      const { context: { actor }, request } = call;
      const { found } = await findWatchable(actor, recordingId);
      return deliverFile({ request, title: found.title, files: found.files, kind, asDownload: true, recheck: () => assertStillReached(call, recordingId) });
    },
  }),
];
