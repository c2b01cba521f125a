import { AnalyticsDataMsgSchema, AnalyticsEvents as Name } from '#generated/proto/plugnmeet/analytics_pb.js';
import type { AnalyticsDataMsg } from '#generated/proto/plugnmeet/analytics_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { isBot } from '#engine/rooms/records.ts';
import { takesPart } from '#engine/rooms/taking-part.ts';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import type { AnalyticsEvent } from './events.ts';

/** Clients tell of somebody's speech when it pauses; nobody speaks for longer in one go. */
const longestTalk = 10 * 60_000;
/** Strokes of five seconds. */
const mostStrokes = 500;

type Reader = (data: AnalyticsDataMsg, userId: string) => AnalyticsEvent | undefined;

function amountOf({ eventValueInteger }: AnalyticsDataMsg, most: number): number | undefined {
  const amount = Number(eventValueInteger ?? 0n);
  return Number.isSafeInteger(amount) && amount >= 1 && amount <= most ? amount : undefined;
}

function counted(name: 'talked' | 'talked_duration' | 'whiteboard_annotated', most: number): Reader {
  return (data, userId) => {
    const amount = amountOf(data, most);
    return amount === undefined ? undefined : { name, userId, amount };
  };
}

function listed(name: 'mic_status' | 'interface_visibility' | 'connection_quality', values: readonly string[]): Reader {
  return ({ hsetValue }, userId) => (hsetValue !== undefined && values.includes(hsetValue) ? { name, userId, value: hsetValue } : undefined);
}

/**
 * What clients may tell of themselves (wire §6.10): only what the engine cannot see. Chat, reactions, files and votes pass through
 * the engine, which counts them itself.
 */
const readers: Readonly<Partial<Record<Name, Reader>>> = {
  [Name.ANALYTICS_EVENT_USER_TALKED]: counted('talked', 1),
  [Name.ANALYTICS_EVENT_USER_TALKED_DURATION]: counted('talked_duration', longestTalk),
  [Name.ANALYTICS_EVENT_USER_WHITEBOARD_ANNOTATED]: counted('whiteboard_annotated', mostStrokes),
  [Name.ANALYTICS_EVENT_USER_MIC_STATUS]: listed('mic_status', ['ANALYTICS_STATUS_MUTED', 'ANALYTICS_STATUS_UNMUTED']),
  [Name.ANALYTICS_EVENT_USER_INTERFACE_VISIBILITY]: listed('interface_visibility', ['hidden', 'visible']),
  [Name.ANALYTICS_EVENT_USER_CONNECTION_QUALITY]: listed('connection_quality', ['excellent', 'good', 'poor', 'lost']),
};

/** Takes what a client tells of its own person; whose figures they are says the subject, whatever the message names. Throws on what is no message. */
export function takeClientEvent({ store, analytics }: EngineContext, { roomId, userId }: { roomId: string; userId: string }, text: string): void {
  const room = store.room(roomId);
  const user = store.user(roomId, userId);
  if (!room || !user || user.isHidden || isBot(userId) || !takesPart(user, Date.now())) return;
  const { message } = parseWireJson(AnalyticsDataMsgSchema, text);
  const event = readers[message.eventName]?.(message, userId);
  if (event) analytics.note(room, event);
}
