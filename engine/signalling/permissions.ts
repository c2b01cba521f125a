import { ownInbox, participantConsumer, peerChannels, peerSubject, recorderNames, serverInbox, streams, subjectNames } from '#lib/plugnmeet/subjects.ts';

/** What a participant's NATS connection may do; everything else is denied (wire §4.1). */
export interface Permissions {
  pub: { allow: string[] };
  sub: { allow: string[] };
}

/** A participant reaches only what is their own: consumer, mailbox at the engines, and the subjects the engines relay from and to. */
export function participantPermissions(roomId: string, userId: string): Permissions {
  const consumer = `${streams.room}.${participantConsumer(roomId, userId)}`;
  const peers = peerChannels.map((channel) => peerSubject(channel, roomId, userId));
  return {
    pub: {
      allow: [
        '$JS.API.INFO',
        `$JS.API.CONSUMER.INFO.${consumer}`,
        `$JS.API.CONSUMER.MSG.NEXT.${consumer}`,
        `$JS.ACK.${consumer}.>`,
        `${subjectNames.systemJsWorker}.${roomId}.${userId}`,
        `${subjectNames.systemCoreWorker}.${roomId}.${userId}`,
        ...peers,
      ],
    },
    sub: { allow: [`${ownInbox(roomId, userId)}.>`, '_INBOX.>', `${subjectNames.systemPublic}.${roomId}`, ...peers] },
  };
}

const job = `${recorderNames.jobs}.${recorderNames.jobsConsumer}`;
const info = `KV_${recorderNames.infoBucket}`;

/** What a recorder's connection may do (wire §4.1): tell about itself, answer requests, and take files to work on. plugNmeet's own recorders hear answers on `_INBOX`. */
export const recorderPermissions: Permissions = {
  pub: {
    allow: [
      '$JS.API.INFO',
      '_INBOX.>',
      `${serverInbox}.>`,
      `$JS.API.STREAM.INFO.${info}`,
      `$KV.${recorderNames.infoBucket}.>`,
      `$JS.API.DIRECT.GET.${info}.>`,
      recorderNames.jobs,
      `$JS.API.CONSUMER.MSG.NEXT.${job}`,
      `$JS.API.CONSUMER.INFO.${job}`,
      `$JS.ACK.${job}.>`,
    ],
  },
  sub: { allow: [recorderNames.channel, `${serverInbox}.>`, '_INBOX.>'] },
};
