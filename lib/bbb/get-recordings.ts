import { env } from '#lib/env.ts';
import { successText, xmlText, type Answer } from './answer.ts';
import type { BbbCall } from './call.ts';
import { countRecordings, findRecordings, recordingStates, type BbbRecordingState, type FoundRecording, type RecordingFilter } from './find-recordings.ts';
import { keptAnswer } from './kept-answers.ts';
import { metadataElements } from './meeting-info.ts';
import type { Parameters } from './parameters.ts';
import { sessionMetadata } from './session.ts';
import type { XmlElement } from './xml.ts';

const largestPage = 100;
/** Unpaged, as BigBlueButton answers callers that do not page; more than any caller can use. */
const mostUnpaged = 10_000;

/** What was recorded of the account's meetings, latest first (A11): one recording a session, by the session's internal id. */
export async function getRecordings({ account, parameters }: BbbCall): Promise<Answer> {
  const question = `getRecordings ${JSON.stringify(parameters.entriesWithout('checksum'))}`;
  return xmlText(await keptAnswer(account.id, question, async () => successText(await listRecordings(account.id, parameters))));
}

async function listRecordings(accountId: string, parameters: Parameters): Promise<readonly XmlElement[]> {
  const filter = readFilter(parameters);
  const paging = readPaging(parameters);
  const [total, found] = await Promise.all([
    paging ? countRecordings(accountId, filter) : 0,
    findRecordings(accountId, filter, paging ?? { offset: 0, limit: mostUnpaged }),
  ]);
  if (found.length === 0) return [['recordings', []], ['messageKey', 'noRecordings'], ['message', 'There are no recordings for the meeting(s).']];
  return [['recordings', found.map((recording): XmlElement => ['recording', recordingElements(recording)])], ...(paging ? pageElements(paging, total) : [])];
}

/** An empty value is no condition. */
function readFilter(parameters: Parameters): RecordingFilter {
  return {
    states: readStates(parameters), recordIds: parameters.list('recordID'), meetingIds: parameters.list('meetingID'),
    metadata: [...parameters.meta()].filter(([, value]) => value !== ''),
  };
}

function readStates(parameters: Parameters): readonly BbbRecordingState[] {
  const asked = parameters.list('state');
  if (asked.length === 0) return ['published', 'unpublished'];
  return asked.includes('any') ? recordingStates : recordingStates.filter((state) => asked.includes(state) || (state === 'processing' && asked.includes('processed')));
}

interface Paging {
  offset: number;
  limit: number;
}

function readPaging(parameters: Parameters): Paging | null {
  const limit = parameters.text('limit') ?? '';
  if (!/^-?\d{1,9}$/.test(limit)) return null;
  const offset = parameters.text('offset') ?? '';
  return { limit: Math.min(largestPage, Math.max(1, Number(limit))), offset: /^\d{1,9}$/.test(offset) ? Number(offset) : 0 };
}

function pageElements({ offset, limit }: Paging, total: number): XmlElement[] {
  const pageable: XmlElement = ['pageable', [['offset', offset], ['limit', limit], ['paged', true], ['unpaged', false]]];
  return [['totalElements', total], ['pagination', [pageable, ['totalElements', total], ['empty', total === 0]]]];
}

function recordingElements(recording: FoundRecording): XmlElement[] {
  const { internalId, externalId, isBreakout, metadata, participants, startedAt, endedAt, state, linkCode } = recording;
  const size = String(recording.bytes ?? 0);
  return [
    ['recordID', internalId],
    ['meetingID', externalId],
    ['internalMeetingID', internalId],
    ['name', sessionMetadata.parse(metadata)['name'] ?? recording.name],
    ['isBreakout', isBreakout],
    ['published', state === 'published'],
    ['state', state],
    ['startTime', startedAt.getTime()],
    ['endTime', (endedAt ?? startedAt).getTime()],
    ['participants', participants],
    ['protected', false],
    ['rawSize', size],
    ['size', size],
    ['metadata', [['isBreakout', isBreakout], ['meetingName', recording.name], ['meetingId', externalId], ...metadataElements(metadata)]],
    ['playback', [['format', [
      ['type', 'video'],
      ['url', recording.isReady ? `${env().PORTAL_URL}/watch/${linkCode}` : ''],
      ['processingTime', Math.max(0, recording.createdAt.getTime() - recording.recordedAt.getTime())],
      ['length', Math.round((recording.durationSeconds ?? 0) / 60)],
      ['size', size],
    ]]]],
  ];
}
