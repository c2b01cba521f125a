import { expect, test } from 'vitest';
import { createRoomRequest } from '#lib/plugnmeet/metadata.ts';
import { classSwitches } from '#lib/classes/switches.ts';
import { extrasOf, readWishes, settingsOf } from './wishes.ts';

function roomOf(custom: Record<string, string>) {
  const wishes = readWishes(['Algebra'], (name) => custom[name]);
  const settings = { ...classSwitches, title: wishes.title, description: '', waitingRoom: false, maxParticipants: null, ...settingsOf(wishes) };
  return createRoomRequest(settings, { roomId: 'm-1', extras: extrasOf(wishes) }).metadata['room_features'];
}

test('a platform\'s custom parameters decide what the room offers', () => {
  expect(roomOf({
    room_duration: '45', allow_polls: 'false', allow_shared_note_pad: 'false', allow_breakout_room: 'FALSE', allow_rtmp: 'false', allow_view_other_webcams: 'false', allow_view_other_users_list: 'false', mute_on_start: 'true',
  })).toMatchObject({
    room_duration: 45, mute_on_start: true, allow_view_other_webcams: false, allow_view_other_users_list: false, polls_features: { is_allow: false }, shared_note_pad_features: { is_allow: false },
    breakout_room_features: { is_allow: false }, recording_features: { is_allow: true }, external_broadcasting_features: { is_allow: false },
  });
  expect(roomOf({ allow_recording: 'false' })).toMatchObject({ recording_features: { is_allow: false }, external_broadcasting_features: { is_allow: false } });
});

test('only "false" takes something away and only "true" mutes', () => {
  const plain = roomOf({});
  expect(roomOf({ allow_polls: 'no', allow_recording: '0', mute_on_start: 'yes', room_duration: '-5', allow_rtmp: 'true' })).toEqual(plain);
  expect(plain).toMatchObject({ polls_features: { is_allow: true }, external_broadcasting_features: { is_allow: true }, mute_on_start: false });
});

test('titles and colours are taken as they can be shown', () => {
  const wishes = readWishes([undefined, ' \u202e\u0000 ', `جبر\u200c ۱ ${'x'.repeat(200)}`], (name) => ({ primary_color: '#0a8', secondary_color: 'red;}', custom_logo: 'javascript:alert(1)' })[name]);
  expect([...wishes.title]).toHaveLength(120);
  expect(wishes.custom).toEqual({ primary_color: '#0a8' });
});
