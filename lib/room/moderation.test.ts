import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom, person, silentApi } from '#tests/fixtures/room.ts';
import { RoomApiError, type RoomApi } from './api.ts';
import { noMedia, type MediaState } from './media-state.ts';
import { createModeration } from './moderation.ts';
import { withPeople } from './people.ts';
import { createSessionState, type SessionState } from './session-state.ts';
import { createSlice } from './slice.ts';

const mute = vi.fn<RoomApi['mute']>(async () => undefined);
const setLock = vi.fn<RoomApi['setLock']>(async () => undefined);
const record = vi.fn<RoomApi['record']>(async () => undefined);
const send = vi.fn<() => Promise<void>>(async () => undefined);
const media = createSlice<MediaState>(noMedia);
let state: SessionState;
let moderation: ReturnType<typeof createModeration>;
const keys = () => state.notices.get().map(({ key }) => key);

beforeEach(() => {
  vi.clearAllMocks();
  state = createSessionState('me');
  state.room.set(openRoom());
  state.people.set(withPeople(new Map(), [person('me', { isModerator: true }), person('ali', { handRaisedAt: 5 }), person('sara', { handRaisedAt: 4 })]));
  const ali = { id: 'ali', name: 'Ali', isLocal: false, camera: null, screen: null, microphone: 'on', trackIds: { microphone: 'TR_m', camera: 'TR_c', screenShare: '' }, speaking: false, quality: 'good' } as const;
  media.set({ ...noMedia, participants: new Map([['ali', ali]]) });
  moderation = createModeration(state, { api: silentApi({ mute, setLock, record }), send }, { state: media });
});

describe('what moderators do', () => {
  it('stops one track of a person, by its name', async () => {
    await moderation.stop('ali', 'camera');
    expect(mute).toHaveBeenCalledExactlyOnceWith({ roomId: 'r', roomSid: 's' }, 'ali', 'TR_c');
    mute.mockClear();
    await moderation.stop('ali', 'screenShare');
    expect(mute).not.toHaveBeenCalled();
  });

  it('locks for everybody at once, and takes it back when refused', async () => {
    const locking = moderation.setLockForAll('chatSend', true);
    expect(state.room.get()?.defaultLocks.chatSend).toBe(true);
    await locking;
    expect(setLock).toHaveBeenCalledExactlyOnceWith({ roomId: 'r', roomSid: 's' }, 'all', 'chatSend', true);
    setLock.mockRejectedValueOnce(new RoomApiError("room isn't running"));
    await moderation.setLockForAll('chatSend', false);
    expect(state.room.get()?.defaultLocks.chatSend).toBe(true);
    expect(keys()).toEqual(['requestFailed']);
  });

  it('lowers every hand', async () => {
    await moderation.lowerAllHands();
    expect(send).toHaveBeenCalledTimes(2);
    expect([...state.people.get().values()].every(({ handRaisedAt }) => handRaisedAt === null)).toBe(true);
  });

  it.each([
    ['Failed to add token for recording bot', 'noRecorder'],
    ['notifications.recording-already-running', 'recordingRunning'],
    ['something else', 'requestFailed'],
  ])('says in words why recording did not start: %s', async (text, key) => {
    record.mockRejectedValueOnce(new RoomApiError(text));
    await expect(moderation.record({ language: 'fa' })).resolves.toBe(false);
    expect(keys()).toEqual([key]);
  });
});
