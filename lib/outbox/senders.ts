import { analyticsSender, endSender, hookSender, recordingReadySender } from '#lib/bbb/senders.ts';
import { webhookSender } from '#lib/webhook-receivers/sender.ts';
import type { NewMessage } from './enqueue.ts';
import type { Sender } from './sender.ts';

const senders: Readonly<Record<NewMessage['kind'], Sender>> = { end: endSender, recordingReady: recordingReadySender, analytics: analyticsSender, hook: hookSender, webhook: webhookSender };

/** How messages of a kind are sent. */
export function senderOf(kind: string): Sender | undefined {
  return new Map<string, Sender>(Object.entries(senders)).get(kind);
}
