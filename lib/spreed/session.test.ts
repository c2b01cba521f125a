import { beforeAll, expect, it } from 'vitest';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { isRoomName, newRoomName } from './room-name.ts';
import { isSession, newSession } from './session.ts';

const hourMs = 3_600_000;
const now = Date.UTC(2026, 10, 21);

beforeAll(() => setPortalEnvironment());

it('a session is good for a day', () => {
  const session = newSession(now);
  expect([-2 / 60, -0.5 / 60, 0, 23, 25].map((hours) => isSession(session, now + hours * hourMs))).toEqual([false, true, true, true, false]);
});

it('a session\'s secret is of this session', () => {
  const [one, other] = [newSession(now), newSession(now)];
  expect(isSession({ id: one.id, sid: other.sid }, now)).toBe(false);
  expect(isSession({ id: one.id, sid: one.id }, now)).toBe(false);
  expect(isSession({ id: `${one.id}x`, sid: one.sid }, now)).toBe(false);
});

it('a room\'s name is one this installation made', () => {
  const name = newRoomName();
  expect(isRoomName(name)).toBe(true);
  const changed = [...name].map((letter, at) => name.slice(0, at) + (letter === '2' ? '3' : '2') + name.slice(at + 1));
  expect(changed.filter((text) => isRoomName(text))).toEqual([]);
  expect(isRoomName(name.toUpperCase())).toBe(false);
});
