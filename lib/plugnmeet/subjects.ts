/** JetStream streams (wire §4.2). */
export const streams = {
  room: 'pnm-room-stream',
  worker: 'sysJsWorker',
} as const;

/** The durable consumer through which engines share the work clients ask for. */
export const workerConsumer = 'pnm-sysJsWorker';

/** First tokens of the subjects, as VerifyTokenRes.nats_subjects tells them to clients (wire §4.2). */
export const subjectNames = {
  systemApiWorker: 'sysApiWorker',
  systemJsWorker: 'sysJsWorker',
  systemCoreWorker: 'sysCoreWorker',
  systemPublic: 'sysPublic',
  systemPrivate: 'sysPrivate',
  chat: 'chat',
  whiteboard: 'whiteboard',
  dataChannel: 'dataChannel',
} as const;

/** Server to everybody in the room. */
export function publicSubject(roomId: string): string {
  return `${subjectNames.systemPublic}.${roomId}.system`;
}

/** Server to one person. */
export function privateSubject(roomId: string, userId: string): string {
  return `${subjectNames.systemPrivate}.${roomId}.${userId}.system`;
}

/** The name of a participant's durable consumer on the room stream. */
export function participantConsumer(roomId: string, userId: string): string {
  return `${roomId}_${userId}`;
}
