import { describe, expect, it } from 'vitest';
import { person } from '#tests/fixtures/room.ts';
import { parseRoomMetadata } from './parse-room.ts';
import { effectiveLocks, isFilmed, raisedHands, seesCamera, startsMuted, withPeople, withPerson, withState, waitingPeople, type People } from './people.ts';
import type { Person, RoomInfo } from './types.ts';

const peopleOf = (...list: Person[]): People => withPeople(new Map(), list);
function room(metadata: object): RoomInfo {
  const rules = parseRoomMetadata(JSON.stringify(metadata));
  if (!rules) throw new Error('not readable');
  return { roomId: 'r', roomSid: 's', ...rules };
}

describe('people', () => {
  it('come in the order they joined and never move afterwards', () => {
    const people = peopleOf(person('b', { joinedAt: 2 }), person('a', { joinedAt: 1 }));
    expect([...withPeople(people, [person('c', { joinedAt: 0 }), person('b', { joinedAt: 2 }), person('a', { joinedAt: 1 })]).keys()]).toEqual(['a', 'b', 'c']);
  });

  it('stay the same object when the list says nothing new', () => {
    const people = peopleOf(person('a'), person('b'));
    expect(withPeople(people, [person('b'), person('a')])).toBe(people);
  });

  it('never show recorders and agents', () => {
    expect(peopleOf(person('RECORDER_BOT'), person('pnm_agent-x'), person('a')).size).toBe(1);
    expect(withPerson(new Map(), person('RTMP_BOT')).size).toBe(0);
  });

  it('ignore news about strangers', () => {
    const people = peopleOf(person('a'));
    expect(withState(people, 'ghost', { waiting: true })).toBe(people);
  });

  it('queue by the time their hand went up', () => {
    expect(raisedHands(peopleOf(person('a', { handRaisedAt: 9 }), person('b'), person('c', { handRaisedAt: 3 }))).map(({ id }) => id)).toEqual(['c', 'a']);
    expect(waitingPeople(peopleOf(person('a'), person('b', { waiting: true }))).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('effectiveLocks', () => {
  const locked = room({ default_lock_settings: { lock_microphone: true, lock_webcam: true } });

  it('takes the own value before the room’s', () => {
    expect(effectiveLocks(person('a'), locked)).toMatchObject({ microphone: true, camera: true, screenShare: false });
    expect(effectiveLocks(person('a', { locks: { microphone: false } }), locked).microphone).toBe(false);
  });

  it('binds no moderator', () => {
    expect(effectiveLocks(person('a', { isModerator: true, locks: { microphone: true } }), locked)).toMatchObject({ microphone: false, camera: false });
  });

  it('closes what the room has not got, for everybody', () => {
    const bare = room({ room_features: { allow_webcams: false, allow_screen_share: false, chat_features: { is_allow: false } } });
    expect(effectiveLocks(person('a', { isModerator: true }), bare)).toMatchObject({ camera: true, screenShare: true, chat: true, chatSend: true });
  });

  it('keeps students’ cameras off where only moderators show theirs', () => {
    const shy = room({ room_features: { admin_only_webcams: true } });
    expect(effectiveLocks(person('a'), shy).camera).toBe(true);
    expect(effectiveLocks(person('a', { isModerator: true }), shy).camera).toBe(false);
  });
});

describe('what a room’s features mean for people', () => {
  const teacher = person('t', { isModerator: true });
  const [ali, sara] = [person('a'), person('b')];

  it('students come in muted where the room says so, moderators do not', () => {
    const quiet = room({ room_features: { mute_on_start: true } });
    expect([startsMuted(ali, quiet), startsMuted(teacher, quiet), startsMuted(ali, room({ room_features: {} }))]).toEqual([true, false, false]);
  });

  it.each([{ allow_view_other_webcams: false }, { admin_only_webcams: true }])('%j: students see the moderators and themselves, moderators see everybody', (features) => {
    const shy = room({ room_features: features });
    expect([seesCamera(ali, sara, shy), seesCamera(ali, teacher, shy), seesCamera(ali, ali, shy), seesCamera(teacher, sara, shy)]).toEqual([false, true, true, true]);
    expect(seesCamera(ali, sara, room({ room_features: {} }))).toBe(true);
    const filmed = room({ room_features: { recording_features: { only_record_admin_webcams: true } } });
    expect([isFilmed(sara, filmed), isFilmed(teacher, filmed), isFilmed(sara, room({ room_features: {} })), isFilmed(sara, shy)]).toEqual([false, true, true, false]);
  });
});
