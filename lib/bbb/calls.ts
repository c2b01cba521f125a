import type { CallDefinition } from './call.ts';
import { getDefaultConfigXml, setConfigXml } from './config-xml.ts';
import { create } from './create.ts';
import { end } from './end.ts';
import { createHook, destroyHook, listHooks } from './hooks.ts';
import { join } from './join.ts';
import { getRecordings } from './get-recordings.ts';
import { insertDocument, sendChatMessage } from './live-calls.ts';
import { getMeetingInfo, getMeetings, isMeetingRunning } from './meeting-info.ts';
import { deleteRecordings, publishRecordings, updateRecordings } from './recordings.ts';
import { getRecordingTextTracks, putRecordingTextTrack } from './text-tracks.ts';

const either = ['GET', 'POST'] as const;
const documents = ['application/xml', 'text/xml'] as const;

/** Every call by its name, as it stands in the address and in the checksum (A1.1). */
export const calls: ReadonlyMap<string, CallDefinition> = new Map<string, CallDefinition>([
  ['create', { run: create, methods: either, bodies: documents }],
  ['join', { run: join, methods: either }],
  ['end', { run: end, methods: either }],
  ['isMeetingRunning', { run: isMeetingRunning, methods: either }],
  ['getMeetingInfo', { run: getMeetingInfo, methods: either }],
  ['getMeetings', { run: getMeetings, methods: either }],
  ['getRecordings', { run: getRecordings, methods: either }],
  ['publishRecordings', { run: publishRecordings, methods: either }],
  ['deleteRecordings', { run: deleteRecordings, methods: either }],
  ['updateRecordings', { run: updateRecordings, methods: either }],
  ['getRecordingTextTracks', { run: getRecordingTextTracks, methods: either, json: true }],
  ['putRecordingTextTrack', { run: putRecordingTextTrack, methods: ['POST', 'PUT'], bodies: ['multipart/form-data'], json: true }],
  ['insertDocument', { run: insertDocument, methods: ['POST'], bodies: documents }],
  ['sendChatMessage', { run: sendChatMessage, methods: either }],
  ['getDefaultConfigXML', { run: getDefaultConfigXml, methods: either }],
  ['setConfigXML', { run: setConfigXml, methods: either }],
  ['hooks/create', { run: createHook, methods: either }],
  ['hooks/list', { run: listHooks, methods: either }],
  ['hooks/destroy', { run: destroyHook, methods: either }],
]);
