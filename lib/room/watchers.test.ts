import { beforeEach, describe, expect, it, vi } from 'vitest';
import { person, silentMedia } from '#tests/fixtures/room.ts';
import { noMedia, type MediaState, type ParticipantMedia } from './media-state.ts';
import { withPeople, withState } from './people.ts';
import { createSessionState, type SessionState } from './session-state.ts';
import { createSlice } from './slice.ts';
import { watchLocks, watchOwnTracks, watchPeople } from './watchers.ts';

const self: ParticipantMedia = { id: 'me', name: 'me', isLocal: true, camera: null, screen: null, microphone: 'on', trackIds: { microphone: 'TR_m', camera: '', screenShare: '' }, speaking: false, quality: 'good' };

let state: SessionState;
const mediaState = createSlice<MediaState>({ ...noMedia });
const unpublish = vi.fn<() => Promise<boolean>>(async () => true);
const media = silentMedia({ state: mediaState, unpublish });
const keys = () => state.notices.get().map((notice) => notice.key);

beforeEach(() => {
  vi.clearAllMocks();
  state = createSessionState('me');
  state.people.set(withPeople(new Map(), [person('me'), person('ali', { joinedAt: 2 })]));
  mediaState.set({ ...noMedia, participants: new Map([['me', self]]) });
});

describe('locks', () => {
  it('take down at once what is on', async () => {
    watchLocks(state, media);
    state.own.set({ microphone: true, camera: true, screenShare: false });
    state.people.update((people) => withState(people, 'me', { locks: { microphone: true } }));
    expect(state.own.get()).toMatchObject({ microphone: false, camera: true });
    expect(unpublish).toHaveBeenCalledExactlyOnceWith('microphone');
    await vi.waitFor(() => expect(keys()).toEqual(['microphoneLocked']));
  });

  it('tell when one may speak again, and leave the microphone off', () => {
    state.people.update((people) => withState(people, 'me', { locks: { microphone: true } }));
    watchLocks(state, media);
    state.people.update((people) => withState(people, 'me', { locks: { microphone: false } }));
    expect(keys()).toEqual(['microphoneAllowed']);
    expect(state.own.get().microphone).toBe(false);
  });

  it('of others do nothing here', () => {
    watchLocks(state, media);
    state.people.update((people) => withState(people, 'ali', { locks: { microphone: true } }));
    expect(unpublish).not.toHaveBeenCalled();
  });
});

describe('news about people', () => {
  it('reach moderators only', () => {
    watchPeople(state);
    state.people.update((people) => withState(people, 'ali', { handRaisedAt: 5 }));
    expect(keys()).toEqual([]);
    state.people.set(withPeople(new Map(), [person('me', { isModerator: true }), person('ali', { joinedAt: 2 })]));
    state.people.update((people) => withState(people, 'ali', { handRaisedAt: 6 }));
    state.people.update((people) => new Map(people).set('sara', person('sara', { waiting: true })));
    expect(keys()).toEqual(['handRaised', 'someoneWaiting']);
  });
});

it('notices that sharing was stopped from the browser’s own bar', () => {
  watchOwnTracks(state, media);
  const screen = { attach: () => undefined, detach: () => undefined };
  mediaState.set({ ...noMedia, participants: new Map([['me', { ...self, screen }]]) });
  state.own.update((own) => ({ ...own, screenShare: true }));
  mediaState.set({ ...noMedia, participants: new Map([['me', self]]) });
  expect(state.own.get().screenShare).toBe(false);
});
