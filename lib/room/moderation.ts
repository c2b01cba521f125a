import type { RoomContext } from './api.ts';
import type { Link } from './link.ts';
import { addNotice } from './notices.ts';
import { waitingPeople, withState } from './people.ts';
import type { SessionState } from './session-state.ts';
import type { LockName } from './types.ts';
import { ClientEvent } from './wire.ts';

/** plugNmeet's text for somebody turned away at the door (wire §6.1). */
const turnedAwayText = 'notifications.you-have-reject';

/** What moderators can do to others. Every call is checked by the server; a refusal becomes a notice. */
export function createModeration(state: SessionState, link: Link) {
  const context = (): RoomContext => {
    const room = state.room.get();
    return { roomId: room?.roomId ?? '', roomSid: room?.roomSid ?? '' };
  };
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch {
      addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
      return false;
    }
  };
  const admit = async (userId: string): Promise<void> => {
    state.people.update((people) => withState(people, userId, { waiting: false }));
    const done = await attempt(link.api.admit(context(), userId));
    if (!done) state.people.update((people) => withState(people, userId, { waiting: true }));
  };
  return {
    admit,
    /** One by one: plugNmeet's own "all" approves nobody (wire §3.2). */
    async admitAll(): Promise<void> {
      await Promise.all(waitingPeople(state.people.get()).map((person) => admit(person.id)));
    },
    turnAway: (userId: string): Promise<boolean> => attempt(link.api.remove(context(), userId, turnedAwayText, false)),
    remove: (userId: string, message: string, block: boolean): Promise<boolean> => attempt(link.api.remove(context(), userId, message, block)),
    mute: (userId: string): Promise<boolean> => attempt(link.api.mute(context(), userId)),
    /** Lets one student use their microphone, camera or screen, or takes it back. */
    async setLock(userId: string, lock: LockName, locked: boolean): Promise<void> {
      const before = state.people.get().get(userId)?.locks;
      if (!before) return;
      state.people.update((people) => withState(people, userId, { locks: { ...before, [lock]: locked } }));
      const done = await attempt(link.api.setLock(context(), userId, lock, locked));
      if (!done) state.people.update((people) => withState(people, userId, { locks: before }));
    },
    async lowerHandOf(userId: string): Promise<void> {
      const raised = state.people.get().get(userId)?.handRaisedAt ?? null;
      state.people.update((people) => withState(people, userId, { handRaisedAt: null }));
      await link.send(ClientEvent.REQ_LOWER_OTHER_USER_HAND, userId).catch(() => {
        state.people.update((people) => withState(people, userId, { handRaisedAt: raised }));
        addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
      });
    },
  };
}

export type Moderation = ReturnType<typeof createModeration>;
