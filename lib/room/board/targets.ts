import { effectiveLocks, type People } from '../people.ts';
import type { LockName, Person, RoomInfo } from '../types.ts';

const most = 3;

/**
 * Whom to ask for the state of the whiteboard or the notepad (wire §6.6): at most three; the presenter first, then
 * those who may change it, then moderators, and of equals who has been here longest.
 */
export function syncTargets(people: People, selfId: string, room: RoomInfo | null, lock: LockName): string[] {
  const rank = (person: Person): number => {
    if (person.isPresenter) return 0;
    if (!effectiveLocks(person, room)[lock]) return 1;
    return person.isModerator ? 2 : 3;
  };
  return [...people.values()]
    .filter((person) => person.id !== selfId && !person.waiting && person.connected)
    .toSorted((a, b) => rank(a) - rank(b) || a.joinedAt - b.joinedAt)
    .slice(0, most)
    .map(({ id }) => id);
}
