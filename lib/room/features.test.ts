import { expect, it } from 'vitest';
import { parseFeatures } from './features.ts';

it('offers nothing a server does not mention', () => {
  const { chatFiles, recording, encryption, polls, ...rest } = parseFeatures({});
  expect(chatFiles).toEqual({ allowed: false, types: [], largest: 0 });
  expect(recording).toEqual({ allowed: false, running: false, automatic: false, onlyModeratorCameras: false });
  expect(encryption.enabled).toBe(false);
  expect(polls.allowed).toBe(false);
  expect(rest.reactions).toBe(false);
});

it('reads what is allowed apart from what is going on', () => {
  const features = parseFeatures({
    is_recording: true,
    room_features: {
      recording_features: { is_allow: true, is_allow_cloud: false },
      chat_features: { is_allow: true, is_allow_file_upload: true, allowed_file_types: ['png', 7], max_file_size: '50' },
      waiting_room_features: { is_active: true },
      display_external_link_features: { is_allow: true, is_active: true, link: 'https://example.org', shared_by: 'ali' },
    },
  });
  expect(features.recording).toMatchObject({ allowed: false, running: true });
  expect(features.chatFiles).toEqual({ allowed: true, types: ['png'], largest: 50_000_000 });
  expect(features.waitingRoom).toBe(true);
  expect(features.externalLink).toEqual({ allowed: true, active: true, url: 'https://example.org', sharedBy: 'ali' });
});

it('takes files for switched off with the chat', () => {
  expect(parseFeatures({ room_features: { chat_features: { is_allow: false, is_allow_file_upload: true } } }).chatFiles.allowed).toBe(false);
});
