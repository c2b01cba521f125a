import type { Link } from './link.ts';
import type { MediaState, Quality } from './media-state.ts';
import type { SessionState } from './session-state.ts';
import type { ReadonlySlice } from './slice.ts';
import type { ChatLine } from './types.ts';
import { ClientEvent } from './wire.ts';

interface Options {
  state: Pick<SessionState, 'selfId' | 'room' | 'chat' | 'privateChats' | 'reactions'>;
  media: ReadonlySlice<MediaState>;
  link: Pick<Link, 'send'>;
  signal: AbortSignal;
  now?: () => number;
}

type UserEvent = 'PUBLIC_CHAT' | 'PRIVATE_CHAT' | 'REACTION' | 'TALKED' | 'TALKED_DURATION' | 'MIC_STATUS' | 'INTERFACE_VISIBILITY' | 'CONNECTION_QUALITY';

/** Long speech is told of in pieces, so that leaving in the middle of it loses little. */
const longestPiece = 15_000;

/**
 * Tells the server what somebody did, for the class's figures (wire §6.10): speech, microphone, connection, whether the page is looked at,
 * and what was sent, which servers that do not count it themselves learn only so. Until `signal` is aborted.
 */
export function reportFigures({ state, media, link, signal, now = Date.now }: Options): void {
  const tell = (event: UserEvent, value: { event_value_integer: string } | { hset_value: string }): void => {
    const room = state.room.get();
    if (!room?.countsFigures || signal.aborted) return;
    const message = { event_type: 'ANALYTICS_EVENT_TYPE_USER', event_name: `ANALYTICS_EVENT_USER_${event}`, room_id: room.roomId, user_id: state.selfId, time: String(now()), ...value };
    void link.send(ClientEvent.PUSH_ANALYTICS_DATA, JSON.stringify(message)).catch(() => undefined);
  };
  const count = (event: UserEvent, amount = 1): void => tell(event, { event_value_integer: String(amount) });
  const follow = <T>(slice: ReadonlySlice<T>, listener: () => void): void => signal.addEventListener('abort', slice.subscribe(listener), { once: true });

  let talkingSince: number | null = null;
  const tellTalk = (until: number): void => {
    const milliseconds = talkingSince === null ? 0 : Math.round(until - talkingSince);
    if (milliseconds > 0) count('TALKED_DURATION', milliseconds);
  };
  const pieces = setInterval(() => {
    if (talkingSince === null || now() - talkingSince < longestPiece) return;
    tellTalk(now());
    talkingSince = now();
  }, longestPiece / 3);
  signal.addEventListener('abort', () => clearInterval(pieces), { once: true });

  let microphone = 'none';
  let quality: Quality = 'good';
  const readMedia = (): void => {
    const own = media.get().participants.get(state.selfId);
    if (!own) return;
    if (own.speaking && talkingSince === null) {
      talkingSince = now();
      count('TALKED');
    } else if (!own.speaking && talkingSince !== null) {
      tellTalk(now());
      talkingSince = null;
    }
    if (own.microphone !== microphone && own.microphone !== 'none') tell('MIC_STATUS', { hset_value: own.microphone === 'on' ? 'ANALYTICS_STATUS_UNMUTED' : 'ANALYTICS_STATUS_MUTED' });
    if (own.quality !== quality) tell('CONNECTION_QUALITY', { hset_value: own.quality });
    ({ microphone, quality } = own);
  };
  follow(media, readMedia);
  readMedia();

  const told = new Set<string>();
  const countLines = (lines: readonly ChatLine[], event: 'PUBLIC_CHAT' | 'PRIVATE_CHAT', isNew: boolean): void => {
    for (const { id, isOwn, state: sent } of lines) {
      if (!isOwn || sent !== 'sent' || told.has(id)) continue;
      told.add(id);
      if (isNew) count(event);
    }
  };
  const countChat = (isNew: boolean): void => {
    countLines(state.chat.get().lines, 'PUBLIC_CHAT', isNew);
    for (const { lines } of state.privateChats.get().values()) countLines(lines, 'PRIVATE_CHAT', isNew);
  };
  countChat(false);
  follow(state.chat, () => countChat(true));
  follow(state.privateChats, () => countChat(true));
  follow(state.reactions, () => {
    for (const { id, fromId } of state.reactions.get()) {
      if (fromId !== state.selfId || told.has(id)) continue;
      told.add(id);
      count('REACTION');
    }
  });
  globalThis.document?.addEventListener('visibilitychange', () => tell('INTERFACE_VISIBILITY', { hset_value: document.visibilityState }), { signal });
}
