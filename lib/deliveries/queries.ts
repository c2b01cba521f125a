import { assertMay, type Actor } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { noSuchCall, PlugnmeetRefusal, PlugnmeetUnavailable } from '#lib/plugnmeet/client-errors.ts';
import { plugnmeet, type PlugnmeetClient } from '#lib/plugnmeet/client.ts';
import type { DeliveryState } from './schema.ts';

/** One message of the classroom server to another program. */
export interface Delivery {
  id: string;
  event: string;
  state: DeliveryState;
  /** Host and port; the rest of the address may hold secrets. */
  receiver: string;
  attempts: number;
  /** The status it was answered with; null when there was no answer, undefined when nothing went wrong. */
  failedWith: number | null | undefined;
  createdAt: Date;
  nextAttemptAt: Date | null;
  meeting: { id: string; title: string } | null;
}

export type DeliveryPage =
  | { offered: true; deliveries: Delivery[]; page: number; pages: number }
  | { offered: false; why: 'notKept' | 'down' };

const pageSize = 25;

/** What the classroom server told others, newest first. A plugNmeet server keeps no such list; one that is down tells later. */
export async function listDeliveries(actor: Actor, { state, page }: { state?: DeliveryState | undefined; page: number }, client: Pick<PlugnmeetClient, 'fetchWebhooks'> = plugnmeet()): Promise<DeliveryPage> {
  assertMay(actor, 'delivery.list');
  try {
    const { total, webhooks } = await client.fetchWebhooks({ from: (page - 1) * pageSize, limit: pageSize, state });
    const meetings = await meetingsOf(webhooks.map(({ room_sid: sid }) => sid));
    const deliveries = webhooks.map((webhook): Delivery => ({
      id: webhook.id,
      event: webhook.event,
      state: webhook.state,
      receiver: hostOf(webhook.url),
      attempts: webhook.attempts,
      failedWith: webhook.last_error === '' ? undefined : statusIn(webhook.last_error),
      createdAt: webhook.created,
      nextAttemptAt: webhook.next_attempt,
      meeting: meetings.get(webhook.room_sid) ?? null,
    }));
    return { offered: true, deliveries, page, pages: Math.max(1, Math.ceil(total / pageSize)) };
  } catch (error) {
    if (error instanceof PlugnmeetRefusal && error.statusCode === noSuchCall) return { offered: false, why: 'notKept' };
    if (error instanceof PlugnmeetUnavailable) return { offered: false, why: 'down' };
    throw error;
  }
}

async function meetingsOf(roomSids: readonly string[]): Promise<Map<string, { id: string; title: string }>> {
  const found = await database().meeting.findMany({ where: { roomSid: { in: [...new Set(roomSids)] } }, select: { id: true, roomSid: true, class: { select: { title: true } } } });
  return new Map(found.map(({ id, roomSid, class: { title } }) => [roomSid ?? '', { id, title }]));
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

/** The engine says "answered 503"; everything else is the words of a network error. */
function statusIn(error: string): number | null {
  const status = /^answered (\d{3})$/.exec(error)?.[1];
  return status === undefined ? null : Number(status);
}
