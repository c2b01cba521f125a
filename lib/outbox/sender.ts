import type { OutboxMessage } from '#generated/prisma/client.ts';
import type { ActingAccount } from '#lib/api-accounts/acting.ts';
import type { OutsideRequest } from '#lib/outside-request/request.ts';

/** The call a message becomes. */
export interface OutgoingCall {
  url: string;
  request: OutsideRequest;
}

/** What an answer means: the message was taken, is to be sent again, or is wanted no more. */
export type Verdict = 'taken' | 'again' | 'calledOff';

/** How one kind of message is sent. */
export interface Sender {
  /** The call as it is made now, or why the message is not sent any more. */
  prepare: (message: OutboxMessage, account: ActingAccount) => Promise<OutgoingCall | { over: string }>;
  judge: (status: number) => Verdict;
  /** How long to wait after the message's latest try, in milliseconds; null to give up. */
  pauseMs: (message: OutboxMessage) => number | null;
  /** What else follows when the receiver calls it off. */
  calledOff?: (message: OutboxMessage) => Promise<void>;
}

/** Every 2xx is an answer that took it. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
