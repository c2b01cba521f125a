import { describe, expect, it } from 'vitest';
import { CreateRoomReqSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { parseWireJson } from '#lib/plugnmeet/json.ts';
import { newRoomMetadata, readRoomMetadata } from './metadata.ts';
import { objectAt } from './metadata-defaults.ts';
import { createAliases } from './seed-aliases.ts';

function made(metadata: unknown) {
  const { json } = parseWireJson(CreateRoomReqSchema, JSON.stringify({ room_id: 'r', metadata }), createAliases);
  return readRoomMetadata(newRoomMetadata(objectAt(json, 'metadata'), 1_766_000_000));
}

describe('metadata of a new room', () => {
  it('has the reference’s defaults', () => {
    const { roomFeatures, defaultLockSettings, startedAt, metadataId } = made({ room_title: 'T', room_features: {} });
    expect(roomFeatures).toMatchObject({ allowWebcams: true, muteOnStart: false, adminOnlyWebcams: false, enableAnalytics: true });
    expect(roomFeatures?.breakoutRoomFeatures).toMatchObject({ isAllow: true, allowedNumberRooms: 6 });
    expect(roomFeatures?.insightsFeatures?.isAllow).toBe(false);
    expect(defaultLockSettings).toMatchObject({ lockScreenSharing: true, lockWhiteboard: true, lockSharedNotepad: true });
    expect(defaultLockSettings?.lockMicrophone).toBeUndefined();
    expect(startedAt).toBe(1_766_000_000n);
    expect(metadataId).toMatch(/^[0-9a-f-]{36}$/u);
  });

  it('honours every explicit false', () => {
    const { roomFeatures, defaultLockSettings } = made({
      room_title: 'T',
      room_features: { allow_webcams: false, allow_raise_hand: false, chat_features: { is_allow: false }, polls_features: { is_allow: false } },
      default_lock_settings: { lock_screen_sharing: false },
    });
    expect(roomFeatures).toMatchObject({ allowWebcams: false, allowRaiseHand: false, allowScreenShare: true });
    expect(roomFeatures?.chatFeatures?.isAllow).toBe(false);
    expect(roomFeatures?.chatFeatures?.allowedFileTypes).toContain('pdf');
    expect(roomFeatures?.pollsFeatures?.isAllow).toBe(false);
    expect(defaultLockSettings?.lockScreenSharing).toBe(false);
  });

  it('reads the names of the seed document', () => {
    const { roomFeatures } = made({
      roomTitle: 'T',
      roomFeatures: { allowScreenSharing: false, allowRecording: false, allowPolls: false, chatFeatures: { allowChat: false }, whiteboardFeatures: { allowedWhiteboard: false } },
    });
    expect(roomFeatures?.allowScreenShare).toBe(false);
    expect(roomFeatures?.recordingFeatures).toMatchObject({ isAllow: false, isAllowCloud: false, isAllowLocal: false });
    expect(roomFeatures?.pollsFeatures?.isAllow).toBe(false);
    expect(roomFeatures?.chatFeatures?.isAllow).toBe(false);
    expect(roomFeatures?.whiteboardFeatures?.isAllow).toBe(false);
  });

  it.each([
    [{ roomTitle: 'T', room_title: 'T' }],
    [{ room_features: { allowScreenSharing: true, allow_screen_share: true } }],
    [{ room_features: { recording_features: { is_allow: true }, allow_recording: true } }],
  ])('refuses a field in two spellings: %o', (metadata) => {
    expect(() => made(metadata)).toThrow(/^proto: duplicate field/u);
  });

  it('makes an end-to-end key, or leaves it to the people', () => {
    const own = made({ room_title: 'T', room_features: { end_to_end_encryption_features: { is_enabled: true } } }).roomFeatures;
    expect(own?.endToEndEncryptionFeatures?.encryptionKey).toMatch(/^[A-Za-z0-9]{32}$/u);
    expect(own?.ingressFeatures?.isAllow).toBe(false);
    const theirs = made({ room_title: 'T', room_features: { end_to_end_encryption_features: { is_enabled: true, enabled_self_insert_encryption_key: true } } }).roomFeatures;
    expect(theirs?.endToEndEncryptionFeatures?.encryptionKey).toBeUndefined();
    expect(theirs?.recordingFeatures?.isAllowCloud).toBe(false);
  });
});
