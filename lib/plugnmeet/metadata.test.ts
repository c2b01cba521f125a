import { fromJson } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { CreateRoomReqSchema } from '#generated/proto/plugnmeet/create_room_pb.js';
import { classSwitches } from '#lib/classes/switches.ts';
import { createRoomRequest, type RoomSettings } from './metadata.ts';

const settings: RoomSettings = {
  title: 'هندسه',
  description: '',
  waitingRoom: false,
  ...classSwitches,
  maxParticipants: null,
};

function request(changes: Partial<RoomSettings>) {
  const made = createRoomRequest({ ...settings, ...changes }, { roomId: 'm-1' });
  return fromJson(CreateRoomReqSchema, JSON.parse(JSON.stringify(made)));
}

describe('createRoomRequest', () => {
  it('is a CreateRoomReq with no field the wire does not know', () => {
    const made = request({});
    expect(made.roomId).toBe('m-1');
    expect(made.metadata?.roomTitle).toBe('هندسه');
  });

  it.each([
    ['studentsMaySpeak', 'lockMicrophone'],
    ['studentsMayShowCamera', 'lockWebcam'],
    ['studentsMayShareScreen', 'lockScreenSharing'],
    ['studentsMayChat', 'lockChatSendMessage'],
    ['studentsMayChatPrivately', 'lockPrivateChat'],
    ['studentsMayShareFiles', 'lockChatFileShare'],
    ['studentsMayDraw', 'lockWhiteboard'],
    ['studentsMayWriteNotes', 'lockSharedNotepad'],
  ] as const)('%s decides %s in words', (setting, lock) => {
    expect(request({ [setting]: true }).metadata?.defaultLockSettings?.[lock]).toBe(false);
    expect(request({ [setting]: false }).metadata?.defaultLockSettings?.[lock]).toBe(true);
  });

  it('turns the waiting room on only when the class has one', () => {
    expect(request({ waitingRoom: true }).metadata?.roomFeatures?.waitingRoomFeatures?.isActive).toBe(true);
    expect(request({}).metadata?.roomFeatures?.waitingRoomFeatures?.isActive).toBe(false);
  });

  it('sends a limit of participants only when there is one', () => {
    expect(request({ maxParticipants: 20 }).maxParticipants).toBe(20);
    expect(request({}).maxParticipants).toBeUndefined();
  });

  it.each([
    ['withWhiteboard', ['whiteboardFeatures']],
    ['withNotepad', ['sharedNotePadFeatures']],
    ['withPolls', ['pollsFeatures']],
    ['withBreakoutRooms', ['breakoutRoomFeatures']],
    ['withSharedMedia', ['displayExternalLinkFeatures', 'externalMediaPlayerFeatures', 'ingressFeatures']],
    ['withRecording', ['recordingFeatures', 'externalBroadcastingFeatures']],
  ] as const)('%s decides %s in words', (setting, features) => {
    for (const feature of features) {
      expect(request({ [setting]: true }).metadata?.roomFeatures?.[feature]?.isAllow).toBe(true);
      expect(request({ [setting]: false }).metadata?.roomFeatures?.[feature]?.isAllow).toBe(false);
    }
  });

  it('records by itself and only teachers when the class says so, and never one that is not recorded', () => {
    const both = { recordsFromStart: true, recordsTeachersOnly: true };
    expect(request(both).metadata?.roomFeatures?.recordingFeatures).toMatchObject({ enableAutoCloudRecording: true, onlyRecordAdminWebcams: true });
    for (const changes of [{}, { ...both, withRecording: false }, { ...both, encrypted: true }]) {
      expect(request(changes).metadata?.roomFeatures?.recordingFeatures).toMatchObject({ enableAutoCloudRecording: false, onlyRecordAdminWebcams: false });
    }
  });

  it('says which language the class speaks', () => {
    expect(createRoomRequest(settings, { roomId: 'm-1', language: 'fa' }).metadata['extra_data']).toEqual({ language: 'fa' });
    expect(request({}).metadata?.extraData).toEqual({});
  });

  it('encrypts all there is, with a key of the participants, and offers nothing that needs the server to know it', () => {
    const features = request({ encrypted: true }).metadata?.roomFeatures;
    expect(features?.endToEndEncryptionFeatures).toMatchObject({ isEnabled: true, includedChatMessages: true, includedWhiteboard: true, enabledSelfInsertEncryptionKey: true });
    for (const feature of [features?.recordingFeatures, features?.externalBroadcastingFeatures, features?.ingressFeatures]) expect(feature?.isAllow).toBe(false);
    expect(features?.chatFeatures).toMatchObject({ isAllow: true, isAllowFileUpload: false });
    expect(request({}).metadata?.roomFeatures?.endToEndEncryptionFeatures?.isEnabled).toBe(false);
  });

  it('says no to what is not offered', () => {
    const features = request({}).metadata?.roomFeatures;
    for (const feature of [features?.insightsFeatures, features?.sipDialInFeatures]) expect(feature?.isAllow).toBe(false);
  });
});
