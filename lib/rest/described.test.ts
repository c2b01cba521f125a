import { beforeAll, describe, expect, it } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { createClassInput } from '#lib/classes/schema.ts';
import { visitInput } from '#lib/visits/schema.ts';
import { broadcastInput } from '#lib/meetings/schema.ts';
import { readCaptions } from '#lib/recordings/captions-text.ts';
import { cutInput } from '#lib/recordings/schema.ts';
import { newReceiver } from '#lib/webhook-receivers/schema.ts';
import { eventTypes } from '#lib/webhook-receivers/event-types.ts';
import { describeApi, type DescribedApi, type DescribedOperation } from './described.ts';
import { operations } from './operations.ts';

let api: DescribedApi;

beforeAll(() => {
  setPortalEnvironment({});
  api = describeApi();
});

function find(id: string): DescribedOperation {
  const found = api.groups.flatMap((group) => group.operations).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe('the API for people to read', () => {
  it('has every operation and every event', () => {
    expect(api.groups.flatMap((group) => group.operations.map(({ id }) => id)).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
    expect(api.groups.map(({ name }) => name)).toEqual(['Classes', 'Meetings', 'Figures', 'Recordings', 'People', 'Webhooks', 'Key']);
    expect(api.events.map(({ name }) => name)).toEqual([...eventTypes.options, 'webhook.test']);
  });

  it('begins with examples that would be taken', () => {
    expect(createClassInput.safeParse(JSON.parse(find('putClass').body?.example ?? '')).error).toBeUndefined();
    expect(visitInput.omit({ classId: true }).safeParse(JSON.parse(find('createVisit').body?.example ?? '')).error).toBeUndefined();
    expect(broadcastInput.pick({ text: true }).safeParse(JSON.parse(find('broadcast').body?.example ?? '')).error).toBeUndefined();
    expect(cutInput.omit({ recordingId: true }).safeParse(JSON.parse(find('cutRecording').body?.example ?? '')).error).toBeUndefined();
    expect(readCaptions(JSON.parse(find('putCaptions').body?.example ?? '').text)).toHaveLength(1);
    expect(newReceiver.safeParse(JSON.parse(find('createWebhook').body?.example ?? '')).error).toBeUndefined();
  });

  it('says what is asked and answered, also inside of things', () => {
    expect(find('listRecordings').parameters).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'show', place: 'query', isRequired: false, choices: ['all', 'published', 'unpublished', 'deleted'] })]));
    expect(find('getRecording').answer.fields).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'class.externalId', isRequired: true, type: 'string | null' }), expect.objectContaining({ name: 'files[].bytes', type: 'integer' }), expect.objectContaining({ name: 'cut', type: 'Cut | null' }), expect.objectContaining({ name: 'cut.from', type: 'number' })]));
    expect(find('downloadRecording').answer).toMatchObject({ types: ['video/mp4', 'audio/mp4', 'image/jpeg'], fields: [] });
  });
});
