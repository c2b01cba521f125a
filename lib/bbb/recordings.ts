import type { Prisma } from '#generated/prisma/client.ts';
import { contextOf } from '#lib/api-accounts/acting.ts';
import { database } from '#lib/db/client.ts';
import { deleteRecordings as takeAway, describeRecording, publishRecordings as publish, setVisibility } from '#lib/recordings/service.ts';
import { titleText } from '#lib/text/name.ts';
import type { BbbCall } from './call.ts';
import { queueForHooks, type HookEvent } from './events.ts';
import { forgetAnswers } from './kept-answers.ts';
import { refusal } from './refusal.ts';
import { sessionMetadata } from './session.ts';
import type { XmlElement } from './xml.ts';

const include = {
  meeting: { select: { recordings: { where: { state: 'ready', deletedAt: null }, select: { id: true, description: true, visibility: true } } } },
} satisfies Prisma.BbbSessionInclude;

type RecordedSession = Prisma.BbbSessionGetPayload<{ include: typeof include }>;

/** Shows recordings to whoever has their address, or to nobody (A12). */
export async function publishRecordings(call: BbbCall): Promise<readonly XmlElement[]> {
  const sessions = await find(call);
  const given = call.parameters.text('publish')?.toLowerCase();
  if (given !== 'true' && given !== 'false') throw refusal('missingPublish');
  if (sessions.length === 0) throw refusal('unknownRecordings');
  await showRecordings(call, sessions, given === 'true');
  forgetAnswers(call.account.id);
  await tell(sessions, given === 'true' ? 'rap-published' : 'rap-unpublished');
  return [['published', given === 'true']];
}

/** Publishes or hides what was recorded of these sessions. A caller's people have no accounts here: the address must do. */
export async function showRecordings({ account, origin }: Pick<BbbCall, 'account' | 'origin'>, sessions: readonly RecordedSession[], published: boolean): Promise<void> {
  const context = contextOf(account, origin);
  const recordings = sessions.flatMap(({ meeting }) => meeting?.recordings ?? []);
  for (const { id, visibility } of recordings) {
    if (published && visibility !== 'link' && visibility !== 'public') await setVisibility(context, { recordingId: id, visibility: 'link' });
  }
  if (recordings.length > 0) await publish(context, { recordingIds: recordings.map(({ id }) => id), published });
}

/** Takes recordings away; they can be brought back in the portal for a month. */
export async function deleteRecordings(call: BbbCall): Promise<readonly XmlElement[]> {
  const sessions = await find(call);
  if (sessions.length === 0) throw refusal('unknownRecordings');
  await takeAway(contextOf(call.account, call.origin), { recordingIds: sessions.flatMap(({ meeting }) => meeting?.recordings ?? []).map(({ id }) => id) });
  forgetAnswers(call.account.id);
  await tell(sessions, 'rap-deleted');
  return [['deleted', true]];
}

/** Changes what is noted of recordings: a value adds or replaces, an empty one takes away; `meta_name` is their title too. */
export async function updateRecordings(call: BbbCall): Promise<readonly XmlElement[]> {
  const sessions = await find(call);
  if (sessions.length === 0) throw refusal('unknownRecordings');
  const changes = call.parameters.meta();
  for (const { id, metadata, meeting } of sessions) {
    const kept = Object.entries(sessionMetadata.parse(metadata)).filter(([name]) => !changes.has(name));
    const added = [...changes].filter(([, value]) => value !== '').map(([name, value]): [string, string] => [name, value.slice(0, 8192)]);
    await database().bbbSession.update({ where: { id }, data: { metadata: Object.fromEntries([...kept, ...added]) } });
    const title = titleText.safeParse(changes.get('name') ?? '');
    for (const { id: recordingId, description } of title.success ? (meeting?.recordings ?? []) : []) {
      await describeRecording(contextOf(call.account, call.origin), { recordingId, title: title.data ?? '', description });
    }
  }
  forgetAnswers(call.account.id);
  return [['updated', true]];
}

/** The account's sessions with these recordIDs that have something to watch. */
async function find({ account, parameters }: BbbCall): Promise<RecordedSession[]> {
  const ids = parameters.list('recordID');
  if (ids.length === 0) throw refusal('missingRecordId');
  return database().bbbSession.findMany({ where: { accountId: account.id, internalId: { in: ids }, meeting: { recordings: { some: include.meeting.select.recordings.where } } }, include, take: 100 });
}

async function tell(sessions: readonly RecordedSession[], event: HookEvent): Promise<void> {
  const at = new Date();
  await database().$transaction(async (db) => {
    for (const session of sessions) await queueForHooks(db, session, { event, at, of: String(at.getTime()), attributes: { recording: { 'record-id': session.internalId } } });
  });
}
