import type { PersonState } from './parse-room.ts';
import type { Locks, LockName, Person, RoomInfo } from './types.ts';

/** Everybody signalling knows to be in the room, by id, in order of arrival. */
export type People = ReadonlyMap<string, Person>;

/** Recorder, phone bridges' agents and the like: present on the wire, never shown (wire §2.3). */
export function isHiddenId(id: string): boolean {
  return id === 'RECORDER_BOT' || id === 'RTMP_BOT' || id.startsWith('pnm_agent-') || id.startsWith('pnm_tts_agent-');
}

/** Replaces the list with the server's: new ones are added, vanished ones go, unchanged ones keep their identity. */
export function withPeople(people: People, list: readonly Person[]): People {
  const next = new Map<string, Person>();
  const listed = new Map(list.filter((person) => !isHiddenId(person.id)).map((person) => [person.id, person]));
  for (const id of people.keys()) {
    const person = listed.get(id);
    if (person) next.set(id, keepIfSame(people.get(id), person));
  }
  for (const person of [...listed.values()].toSorted((a, b) => a.joinedAt - b.joinedAt)) {
    if (!next.has(person.id)) next.set(person.id, person);
  }
  return sameEntries(people, next) ? people : next;
}

export function withPerson(people: People, person: Person): People {
  if (isHiddenId(person.id)) return people;
  return new Map(people).set(person.id, keepIfSame(people.get(person.id), person));
}

export function withoutPerson(people: People, id: string): People {
  if (!people.has(id)) return people;
  const next = new Map(people);
  next.delete(id);
  return next;
}

export function withState(people: People, id: string, state: Partial<PersonState> | Pick<Person, 'connected'>): People {
  const person = people.get(id);
  if (!person) return people;
  return new Map(people).set(id, { ...person, ...state });
}

/** Those in front of the door, longest waiting first. */
export function waitingPeople(people: People): Person[] {
  return [...people.values()].filter((person) => person.waiting).toSorted((a, b) => a.joinedAt - b.joinedAt);
}

/** Raised hands, first raised first: the order in which a moderator should call on them. */
export function raisedHands(people: People): Person[] {
  return [...people.values()]
    .filter((person) => person.handRaisedAt !== null)
    .toSorted((a, b) => (a.handRaisedAt ?? 0) - (b.handRaisedAt ?? 0) || a.id.localeCompare(b.id));
}

/**
 * A person's effective locks: their own value, else the room's; moderators have none (wire §6.2), and whoever presents draws (§6.6).
 * What the room does not offer to anybody is locked too.
 */
export function effectiveLocks(person: Person | undefined, room: RoomInfo | null): Locks {
  const moderator = person?.isModerator ?? false;
  const lock = (name: LockName): boolean => !moderator && (person?.locks[name] ?? room?.defaultLocks[name] ?? false);
  const camera = room !== null && (!room.allowCamera || (room.moderatorsOnlyCamera && !moderator));
  return {
    microphone: lock('microphone'),
    camera: camera || lock('camera'),
    screenShare: (room !== null && !room.allowScreenShare) || lock('screenShare'),
    chat: (room !== null && !room.allowChat) || lock('chat'),
    chatSend: (room !== null && !room.allowChat) || lock('chat') || lock('chatSend'),
    chatFile: room?.features.chatFiles.allowed !== true || lock('chat') || lock('chatSend') || lock('chatFile'),
    privateChat: room?.features.privateChat !== true || lock('chat') || lock('privateChat'),
    whiteboard: room?.features.whiteboard.allowed !== true || (person?.isPresenter !== true && lock('whiteboard')),
    notepad: room?.features.notepad.allowed !== true || lock('notepad'),
    reactions: room?.features.reactions !== true || lock('reactions'),
  };
}

/** Whether somebody comes in with the microphone off, to turn it on themselves (wire §1.5 mute_on_start). Moderators do not. */
export function startsMuted(person: Person | undefined, room: RoomInfo | null): boolean {
  return room?.muteOnStart === true && person?.isModerator !== true;
}

/** Whether `viewer` is shown the camera of `shown`, as far as the room lets people see each other (wire §5, webcam visibility). */
export function seesCamera(viewer: Person | undefined, shown: Pick<Person, 'id' | 'isModerator'> | undefined, room: RoomInfo | null): boolean {
  const restricted = room !== null && (!room.allowOthersCameras || room.moderatorsOnlyCamera);
  return !restricted || viewer?.isModerator === true || shown?.isModerator === true || (shown !== undefined && shown.id === viewer?.id);
}

/** Whether a recorder films somebody's camera: what students may not see of each other is not kept for them either. */
export function isFilmed(shown: Person | undefined, room: RoomInfo | null): boolean {
  const onlyModerators = room !== null && room.features.recording.onlyModeratorCameras;
  return seesCamera(undefined, shown, room) && (!onlyModerators || shown?.isModerator === true);
}

function keepIfSame(previous: Person | undefined, next: Person): Person {
  return previous && JSON.stringify(previous) === JSON.stringify(next) ? previous : next;
}

function sameEntries(a: People, b: People): boolean {
  if (a.size !== b.size) return false;
  const keys = [...b.keys()];
  return [...a.keys()].every((key, index) => keys[index] === key && a.get(key) === b.get(key));
}
