import { database } from '#lib/db/client.ts';
import { isSuccess, type Sender } from '#lib/outbox/sender.ts';
import { storedMessage } from './events.ts';
import { signatureHeader, signingSecrets } from './secret.ts';

const firstPauseMs = 5000;
const longestPauseMs = 3_600_000;
/** A message that was not taken for so long is given up. */
const triedForMs = 24 * 3_600_000;

/** What receivers are told: signed over id, time of sending and body; tried for a day; 410 switches the receiver off. */
export const webhookSender: Sender = {
  async prepare({ messageId, receiverId, payload }) {
    const receiver = receiverId === null ? null : await database().webhookReceiver.findUnique({ where: { id: receiverId } });
    if (!receiver || receiver.disabledAt !== null) return { over: 'switchedOff' };
    const { type, timestamp: happenedAt, data } = storedMessage.parse(payload);
    const body = JSON.stringify({ type, timestamp: happenedAt, data });
    const id = `msg_${messageId}`;
    const timestamp = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(timestamp),
      'webhook-signature': signatureHeader(signingSecrets(receiver), { id, timestamp, body }),
    };
    return { url: receiver.url, request: { method: 'POST', body, headers } };
  },
  judge(status) {
    if (isSuccess(status)) return 'taken';
    return status === 410 ? 'calledOff' : 'again';
  },
  pauseMs({ attempts, queuedAt }) {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(attempts - 1, 20));
    return Date.now() + pause - queuedAt.getTime() > triedForMs ? null : pause;
  },
  async calledOff({ receiverId }) {
    if (receiverId !== null) await database().webhookReceiver.updateMany({ where: { id: receiverId, disabledAt: null }, data: { disabledAt: new Date() } });
  },
};
