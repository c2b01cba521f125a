import { RoomApiError, type RecordingWish, type RoomContext } from './api.ts';
import type { Link } from './link.ts';
import type { LocalSource, Media } from './media.ts';
import { addNotice, refusalNotice } from './notices.ts';
import { raisedHands, waitingPeople, withState } from './people.ts';
import type { SessionState } from './session-state.ts';
import type { LockName, Locks } from './types.ts';
import { ClientEvent } from './wire.ts';

/** plugNmeet's text for somebody turned away at the door (wire §6.1). */
const turnedAwayText = 'notifications.you-have-reject';

const removedText = 'notifications.room-disconnected-participant-removed';

/** What moderators can do to others. Every call is checked by the server; a refusal becomes a notice. */
export function createModeration(state: SessionState, link: Pick<Link, 'send' | 'api'>, media: Pick<Media, 'state'>) {
  const context = (): RoomContext => {
    const room = state.room.get();
    return { roomId: room?.roomId ?? '', roomSid: room?.roomSid ?? '' };
  };
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      addNotice(state.notices, { tone: 'danger', key: error instanceof RoomApiError ? refusalNotice(error.message) : 'requestFailed' });
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
    /** Without a reason they get plugNmeet's own text: without any they would think that they joined from elsewhere. */
    remove: (userId: string, reason: string, block: boolean): Promise<boolean> => attempt(link.api.remove(context(), userId, reason || removedText, block)),
    /** Stops what somebody sends: mutes their microphone, turns off their camera, ends their screen sharing. */
    stop(userId: string, source: LocalSource): Promise<boolean> {
      const track = media.state.get().participants.get(userId)?.trackIds[source];
      return track ? attempt(link.api.mute(context(), userId, track)) : Promise.resolve(true);
    },
    /** Mutes every microphone but one's own. */
    async muteAll(): Promise<void> {
      if (await attempt(link.api.mute(context(), 'all'))) addNotice(state.notices, { tone: 'info', key: 'everybodyMuted' });
    },
    setPresenter: (userId: string, presents: boolean): Promise<boolean> => attempt(link.api.setPresenter(context(), userId, presents)),
    setWaitingMessage: (message: string): Promise<boolean> => attempt(link.api.setWaitingMessage(context(), message)),
    record: (wish: RecordingWish | null): Promise<boolean> => attempt(link.api.record(context(), wish)),
    /** Sends the class to an RTMP address, or stops doing so. */
    broadcast: (address: string | null, wish?: RecordingWish): Promise<boolean> => attempt(link.api.broadcast(context(), address, wish)),
    /** Locks something for every student here and to come, or unlocks it. */
    async setLockForAll(lock: LockName, locked: boolean): Promise<void> {
      const before = state.room.get()?.defaultLocks;
      if (!before) return;
      const set = (defaultLocks: Partial<Locks>): void => state.room.update((room) => (room ? { ...room, defaultLocks } : room));
      set({ ...before, [lock]: locked });
      const done = await attempt(link.api.setLock(context(), 'all', lock, locked));
      if (!done) set(before);
    },
    /** Lets one student use something, or takes it back. */
    async setLock(userId: string, lock: LockName, locked: boolean): Promise<void> {
      const before = state.people.get().get(userId)?.locks;
      if (!before) return;
      state.people.update((people) => withState(people, userId, { locks: { ...before, [lock]: locked } }));
      const done = await attempt(link.api.setLock(context(), userId, lock, locked));
      if (!done) state.people.update((people) => withState(people, userId, { locks: before }));
    },
    lowerHandOf,
    async lowerAllHands(): Promise<void> {
      await Promise.all(raisedHands(state.people.get()).map((person) => lowerHandOf(person.id)));
    },
  };

  async function lowerHandOf(userId: string): Promise<void> {
    const raised = state.people.get().get(userId)?.handRaisedAt ?? null;
    state.people.update((people) => withState(people, userId, { handRaisedAt: null }));
    await link.send(ClientEvent.REQ_LOWER_OTHER_USER_HAND, userId).catch(() => {
      state.people.update((people) => withState(people, userId, { handRaisedAt: raised }));
      addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
    });
  }
}
