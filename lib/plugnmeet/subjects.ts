/** JetStream streams (wire §4.2). */
export const streams = {
  room: 'pnm-room-stream',
  worker: 'sysJsWorker',
} as const;

/** The durable consumer through which engines share the work clients ask for. */
export const workerConsumer = 'pnm-sysJsWorker';

/** First tokens of the subjects (wire §4.2); what a client is told is in {@link subjectNamesFor}. */
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

/** What participants tell each other. */
export const peerChannels = ['chat', 'whiteboard', 'dataChannel'] as const;
export type PeerChannel = (typeof peerChannels)[number];

/**
 * The subject on which one participant speaks and hears on a channel. Clients make it of the name they were told and
 * the room's id; the name ends with the participant's id, so that the engine knows who speaks (docs/decisions/0005).
 */
export function peerSubject(channel: PeerChannel, roomId: string, userId: string): string {
  return `${subjectNames[channel]}.${userId}.${roomId}`;
}

/**
 * The inbox only this participant may listen to. A client that knows the engine uses it instead of `_INBOX`, which NATS
 * must leave open to everybody: what is delivered here, nobody can overhear.
 */
export function ownInbox(roomId: string, userId: string): string {
  return `kelasInbox.${roomId}.${userId}`;
}

/**
 * Where answers to engines and recorders arrive, records of every room among them. No participant may listen to it, as they may to
 * all of `_INBOX`.
 */
export const serverInbox = 'kelasServerInbox';

/** The names VerifyTokenRes tells one participant. */
export function subjectNamesFor(userId: string): Record<keyof typeof subjectNames, string> {
  const own = Object.fromEntries(peerChannels.map((channel) => [channel, `${subjectNames[channel]}.${userId}`]));
  return { ...subjectNames, ...own };
}

/** Where recorders are asked, tell about themselves, and get files to work on (wire §6.8). */
export const recorderNames = {
  channel: 'recorderChannel',
  infoBucket: 'pnm-recorderInfo',
  jobs: 'pnm-RecorderTranscoderJobs',
  jobsConsumer: 'transcoderWorker',
  /** How the message begins with which a recorder says that another one may carry on; a recorder of plugNmeet does not say it. */
  interrupted: 'interrupted',
} as const;
