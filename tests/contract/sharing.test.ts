import { create } from '@bufbuild/protobuf';
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import {
  ChangeSharedNotepadStatusReqSchema,
  CommonResponseSchema,
  ExternalDisplayLinkReqSchema,
  ExternalDisplayLinkTask,
  ExternalMediaPlayerReqSchema,
  ExternalMediaPlayerTask,
} from '#generated/proto/plugnmeet/common_api_pb.js';
import { startEngine } from '#tests/harness/engine.ts';
import type { TestEngine } from '#tests/harness/engine.ts';
import { openRoom, ticket } from './support/calls.ts';
import { Participant, api } from './support/participant.ts';
import { Peer } from './support/peers.ts';

const roomId = 'sharing';
const metadataSchema = z.object({ room_features: z.record(z.string(), z.unknown()) });
let engine: TestEngine;
let bob: Participant;
let admin: string;
let student: string;

async function call<Desc extends DescMessage>(path: string, token: string, schema: Desc, init: MessageInitShape<Desc>): Promise<string> {
  return (await api(engine.url, path, token, { schema, message: create(schema, init) }, CommonResponseSchema)).message.msg;
}

/** A part of the room's features as the next update tells the others. */
async function told(feature: string): Promise<unknown> {
  const { msg } = await bob.next('ROOM_METADATA_UPDATE');
  return metadataSchema.parse(JSON.parse(msg)).room_features[feature];
}

beforeAll(async () => {
  engine = await startEngine(inject('services'));
  await openRoom(engine.url, roomId);
  admin = await ticket(engine.url, roomId, 'ann', { isAdmin: true });
  student = await ticket(engine.url, roomId, 'bob');
  bob = await Participant.join(engine.url, student);
});

afterAll(async () => {
  await bob.leave();
  await engine.stop();
});

describe('sharing', () => {
  it('shows a link to everybody, and keeps it when it is taken away', async () => {
    const url = 'https://example.org/';
    const start = { task: ExternalDisplayLinkTask.START_EXTERNAL_LINK, url };
    expect(await call('externalDisplayLink', student, ExternalDisplayLinkReqSchema, start)).toBe('only admin can perform this task');
    expect(await call('externalDisplayLink', admin, ExternalDisplayLinkReqSchema, { ...start, url: 'javascript:alert(1)' })).toBe('url must be a valid http or https address');
    expect(await call('externalDisplayLink', admin, ExternalDisplayLinkReqSchema, start)).toBe('success');
    expect(await told('display_external_link_features')).toEqual({ is_allow: true, is_active: true, link: url, shared_by: 'ann' });
    expect(await call('externalDisplayLink', admin, ExternalDisplayLinkReqSchema, { task: ExternalDisplayLinkTask.STOP_EXTERNAL_LINK })).toBe('success');
    expect(await told('display_external_link_features')).toEqual({ is_allow: true, is_active: false, link: url, shared_by: 'ann' });
  });

  it('plays a video for everybody until it is ended', async () => {
    const url = 'https://example.org/video.mp4';
    expect(await call('externalMediaPlayer', student, ExternalMediaPlayerReqSchema, { url })).toBe('only admin can perform this task');
    expect(await call('externalMediaPlayer', admin, ExternalMediaPlayerReqSchema, { task: ExternalMediaPlayerTask.START_PLAYBACK, url })).toBe('success');
    expect(await told('external_media_player_features')).toEqual({ is_allow: true, is_active: true, url, shared_by: 'ann' });
    expect(await call('externalMediaPlayer', admin, ExternalMediaPlayerReqSchema, { task: ExternalMediaPlayerTask.END_PLAYBACK })).toBe('success');
    expect(await told('external_media_player_features')).toMatchObject({ is_active: false, url });
  });

  it('lets another moderator take over what plays, and who plays it', async () => {
    const [first, second] = ['https://example.org/first.mp4', 'https://example.org/second.mp4'];
    const other = await ticket(engine.url, roomId, 'dan', { isAdmin: true });
    const ann = await Participant.join(engine.url, admin);
    const dan = await Participant.join(engine.url, other);
    const heard = await Peer.listen(bob);
    expect(await call('externalMediaPlayer', admin, ExternalMediaPlayerReqSchema, { task: ExternalMediaPlayerTask.START_PLAYBACK, url: first })).toBe('success');
    expect(await told('external_media_player_features')).toMatchObject({ is_active: true, url: first, shared_by: 'ann' });
    expect(await call('externalMediaPlayer', other, ExternalMediaPlayerReqSchema, { task: ExternalMediaPlayerTask.START_PLAYBACK, url: second })).toBe('success');
    expect(await told('external_media_player_features')).toMatchObject({ is_active: true, url: second, shared_by: 'dan' });
    // Who was overtaken no longer moves the players of the others.
    const [before, now] = [await Peer.listen(ann), await Peer.listen(dan)];
    before.tell('dataChannel', 'EXTERNAL_MEDIA_PLAYER_EVENTS', { message: '{"action":"seeked","seekTo":1}' });
    await before.settle(heard);
    now.tell('dataChannel', 'EXTERNAL_MEDIA_PLAYER_EVENTS', { message: '{"action":"seeked","seekTo":2}' });
    await now.settle(heard);
    expect(heard.dataOf('EXTERNAL_MEDIA_PLAYER_EVENTS').map(({ fromUserId, message }) => [fromUserId, message])).toEqual([['dan', '{"action":"seeked","seekTo":2}']]);
    expect(await call('externalMediaPlayer', admin, ExternalMediaPlayerReqSchema, { task: ExternalMediaPlayerTask.END_PLAYBACK })).toBe('success');
    expect(await told('external_media_player_features')).toMatchObject({ is_active: false });
    await Promise.all([ann.leave(), dan.leave()]);
  });

  it('opens one notepad, however often', async () => {
    const idSchema = z.object({ is_active: z.boolean(), note_pad_id: z.uuid() });
    expect(await call('sharedNotepad/changeStatus', student, ChangeSharedNotepadStatusReqSchema, { isActive: true })).toBe('only admin can perform this task');
    const opened: z.infer<typeof idSchema>[] = [];
    for (const isActive of [true, false, true]) {
      expect(await call('sharedNotepad/changeStatus', admin, ChangeSharedNotepadStatusReqSchema, { isActive })).toBe('success');
      opened.push(idSchema.parse(await told('shared_note_pad_features')));
    }
    expect(opened.map((state) => state.is_active)).toEqual([true, false, true]);
    expect(new Set(opened.map((state) => state.note_pad_id)).size).toBe(1);
  });

  it('shares nothing a room does not allow, nor for another room', async () => {
    const denied = { is_allow: false };
    const features = { display_external_link_features: denied, external_media_player_features: denied, shared_note_pad_features: denied };
    await openRoom(engine.url, 'no-sharing', { features });
    const token = await ticket(engine.url, 'no-sharing', 'ann', { isAdmin: true });
    const url = 'https://example.org/';
    expect(await call('externalDisplayLink', token, ExternalDisplayLinkReqSchema, { url })).toBe("external display link feature isn't allowed for this room");
    expect(await call('externalMediaPlayer', token, ExternalMediaPlayerReqSchema, { url })).toBe("external media player feature isn't allowed for this room");
    expect(await call('sharedNotepad/changeStatus', token, ChangeSharedNotepadStatusReqSchema, { isActive: true })).toBe("shared notepad feature isn't allowed for this room");
    expect(await call('externalDisplayLink', token, ExternalDisplayLinkReqSchema, { url, roomId })).toBe('requested roomId & token roomId mismatched');
  });
});
