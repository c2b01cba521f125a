import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openRoom, person, silentApi, silentMedia } from '#tests/fixtures/room.ts';
import { RoomApiError } from '../api.ts';
import type { createLink } from '../link.ts';
import type { CapturedMedia } from '../capture.ts';
import { createRoomSession, type RoomSession, type RoomSessionOptions } from '../session.ts';
import { createSlice } from '../slice.ts';
import type { Ticket } from '../types.ts';
import type { BreakoutRoom } from './breakout-calls.ts';
import { createBreakouts } from './breakouts.ts';

const room: BreakoutRoom = { id: 'r-1', title: 'Group 1', durationMinutes: 5, createdAt: 1, people: [{ id: 'me', name: 'Me', isInside: false }] };
const nothing: CapturedMedia = { camera: null, microphone: null, devices: {} };
const handed: CapturedMedia = { ...nothing, devices: { audioinput: 'microphone-7' } };

async function done(): Promise<void> {}

const calls = {
  list: vi.fn<() => Promise<BreakoutRoom[]>>(),
  mine: vi.fn<() => Promise<BreakoutRoom | null>>(),
  join: vi.fn<() => Promise<string>>(),
  create: done, extend: done, announce: done, end: done, endAll: done,
};
const pause = vi.fn<() => Promise<void>>();
const resume = vi.fn<() => void>();
const publish = vi.fn<(captured: CapturedMedia) => Promise<void>>();

/** A session that is in its room at once, without a network. */
function session(ticket: Ticket, parts: Partial<ReturnType<typeof silentMedia>> = {}): RoomSession {
  const createFakeLink: typeof createLink = ({ state, onUp }) => {
    const up = createSlice(false);
    return {
      serverUrl: 'http://pnm', api: silentApi(), up,
      open: async () => {
        const rules = openRoom();
        state.room.set({ ...rules, features: { ...rules.features, breakout: { ...rules.features.breakout, active: true } } });
        state.people.set(new Map([[state.selfId, person(state.selfId)]]));
        up.set(true);
        onUp();
      },
      token: () => ticket.token, setToken: () => undefined, confirm: () => undefined, send: done, publish: done,
      openPeerChannels: () => undefined, hurry: () => undefined, close: done,
    };
  };
  return createRoomSession({ ticket, renewTicket: async () => 'later', parts: { createLink: createFakeLink, createMedia: () => silentMedia({ release: () => handed, ...parts }) } });
}

const ticket: Ticket = { token: 'parent', serverUrl: 'http://pnm', roomId: 'r', participantId: 'me', name: 'Me', isModerator: false };

async function inClass() {
  const parent = session(ticket, { pause, resume, publish });
  await parent.prepare();
  const children: { child: RoomSession; options: RoomSessionOptions }[] = [];
  const breakouts = createBreakouts(parent, {
    calls,
    createSession: (options) => {
      const child = session(options.ticket);
      children.push({ child, options });
      return child;
    },
  });
  await breakouts.refresh();
  return { parent, breakouts, children };
}

describe('breakout rooms', () => {
  beforeEach(() => {
    vi.resetAllMocks();
    calls.list.mockResolvedValue([room]);
    calls.mine.mockResolvedValue(room);
    calls.join.mockResolvedValue('child');
  });

  it('invite who belongs to one, once', async () => {
    const { breakouts } = await inClass();
    expect(breakouts.state.get()).toMatchObject({ own: { id: 'r-1' }, isInvited: true });
    breakouts.decline();
    await breakouts.refresh();
    expect(breakouts.state.get()).toMatchObject({ own: { id: 'r-1' }, isInvited: false });
  });

  it('are entered with a session of their own while the class waits without media, and left with the devices', async () => {
    const { parent, breakouts, children } = await inClass();
    void breakouts.enter('r-1', 'Group 1');
    await vi.waitFor(() => expect(breakouts.state.get().visit).not.toBeNull());
    expect(children[0]?.options.ticket).toMatchObject({ token: 'child', roomId: 'r-1', participantId: 'me' });
    expect(pause).toHaveBeenCalledOnce();
    expect(breakouts.state.get().isInvited).toBe(false);

    children[0]?.child.leave();
    expect(breakouts.state.get().visit).toBeNull();
    expect(resume).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(publish).toHaveBeenCalledWith(handed));
    expect(parent.phase.get().name).not.toBe('ended');
    parent.leave();
  });

  it('end with the class', async () => {
    const { parent, breakouts, children } = await inClass();
    void breakouts.enter('r-1', 'Group 1');
    await vi.waitFor(() => expect(breakouts.state.get().visit).not.toBeNull());
    parent.leave();
    expect(children[0]?.child.phase.get()).toEqual({ name: 'ended', reason: 'left' });
    expect(resume).not.toHaveBeenCalled();
  });

  it('that let nobody in leave everything as it is, with a word', async () => {
    calls.join.mockRejectedValue(new RoomApiError('not found'));
    const { parent, breakouts } = await inClass();
    expect(await breakouts.enter('r-1', 'Group 1')).toBe(false);
    expect(pause).not.toHaveBeenCalled();
    expect(parent.notices.get()).toMatchObject([{ key: 'breakoutFailed' }]);
    expect(breakouts.state.get()).toMatchObject({ visit: null, entering: null });
  });
});
