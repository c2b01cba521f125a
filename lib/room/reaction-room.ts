import type { PeerData, PeerMessages } from './peer-data.ts';
import { encodeReaction, parseReaction, reactionPause, reactionShownFor, withoutReaction, withReaction, type Reaction, type ReactionEmoji } from './reactions.ts';
import type { SessionState } from './session-state.ts';
import { DataMsgBodyType } from './wire.ts';

interface Options {
  state: SessionState;
  peers: { messages: PeerMessages } & PeerData;
  signal: AbortSignal;
  now?: () => number;
}

/** Sends and shows reactions; nobody's come more often than they may be sent, whatever their client does (wire §4.10). */
export function createReactionRoom({ state, peers, signal, now = Date.now }: Options) {
  const lastOf = new Map<string, number>();
  let counter = 0;

  function tooSoon(id: string, pause: number): boolean {
    const at = now();
    if (at - (lastOf.get(id) ?? 0) < pause) return true;
    lastOf.set(id, at);
    return false;
  }

  function show(emoji: ReactionEmoji, fromId: string): Reaction {
    counter += 1;
    const reaction: Reaction = { id: `${fromId}-${now()}-${counter}`, emoji, fromId };
    state.reactions.update((shown) => withReaction(shown, reaction));
    const timer = setTimeout(() => state.reactions.update((shown) => withoutReaction(shown, reaction.id)), reactionShownFor);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    return reaction;
  }

  peers.messages.on(DataMsgBodyType.REACTION, ({ fromId, message }) => {
    const emoji = parseReaction(message);
    const sender = state.people.get().get(fromId);
    // A little less than the pause: messages bunch up on the way.
    if (!emoji || !sender || sender.waiting || tooSoon(fromId, reactionPause * 0.6)) return;
    show(emoji, fromId);
  });

  return {
    /** Shows the own reaction at once; one that follows too soon is dropped. */
    react(emoji: ReactionEmoji): void {
      if (state.ownLocks().reactions || tooSoon(state.selfId, reactionPause)) return;
      const reaction = show(emoji, state.selfId);
      const name = state.people.get().get(state.selfId)?.name ?? '';
      void peers.send({ type: DataMsgBodyType.REACTION, message: encodeReaction({ ...reaction, id: `${state.selfId}-${now()}` }, name, now()) }).catch(() => undefined);
    },
  };
}
