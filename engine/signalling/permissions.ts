import { participantConsumer, streams, subjectNames } from '#lib/plugnmeet/subjects.ts';

/** What a participant's NATS connection may do; everything else is denied (wire §4.1). */
export interface Permissions {
  pub: { allow: string[] };
  sub: { allow: string[] };
}

/** A participant reaches the room's shared subjects, the own consumer, and the own mailbox at the engines. */
export function participantPermissions(roomId: string, userId: string): Permissions {
  const consumer = `${streams.room}.${participantConsumer(roomId, userId)}`;
  const shared = [subjectNames.chat, subjectNames.whiteboard, subjectNames.dataChannel].map((name) => `${name}.${roomId}`);
  return {
    pub: {
      allow: [
        '$JS.API.INFO',
        `$JS.API.CONSUMER.INFO.${consumer}`,
        `$JS.API.CONSUMER.MSG.NEXT.${consumer}`,
        `$JS.ACK.${consumer}.>`,
        `${subjectNames.systemJsWorker}.${roomId}.${userId}`,
        `${subjectNames.systemCoreWorker}.${roomId}.${userId}`,
        ...shared,
      ],
    },
    sub: { allow: ['_INBOX.>', `${subjectNames.systemPublic}.${roomId}`, ...shared] },
  };
}
