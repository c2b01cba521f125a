import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { NatsMsgServerToClientEvents as Event } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { nameFor } from '#engine/files/merge.ts';
import { sessionChunksFolder } from '#engine/files/paths.ts';
import { fetchRemoteFile } from '#engine/files/remote.ts';
import { sniff } from '#engine/files/sniff.ts';
import { readRoomMetadata, roomMetadataOf, writeRoomMetadata } from '#engine/rooms/metadata.ts';
import { isLive } from '#engine/rooms/records.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import { openInWhiteboard } from './open-file.ts';

const megabyte = 1024 * 1024;

/** Fetches a file by its address and opens it in the whiteboard. Throws what {@link openInWhiteboard} throws. */
export async function openAddress(context: EngineContext, room: RoomRecord, address: string, limit: number): Promise<void> {
  const folder = join(sessionChunksFolder(context.env, room.sid), randomUUID());
  await mkdir(folder, { recursive: true });
  try {
    const path = join(folder, 'file');
    const name = nameFor(await fetchRemoteFile(context.env, address, limit, path), (await sniff(path)).extension);
    await openInWhiteboard(context, room, { path, name, by: undefined });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function forgetAddress(context: EngineContext, room: RoomRecord): Promise<void> {
  const changed = await context.store.updateRoom(room.roomId, (current) => {
    if (!isLive(current) || current.sid !== room.sid) return undefined;
    const metadata = readRoomMetadata(current.metadata);
    const whiteboard = metadata.roomFeatures?.whiteboardFeatures;
    if (!whiteboard?.preloadFile) return undefined;
    whiteboard.preloadFile = undefined;
    return { ...current, metadata: writeRoomMetadata(metadata) };
  });
  if (changed) context.notifier.toRoom(room.roomId, Event.ROOM_METADATA_UPDATE, changed.metadata);
}

/** Loads the file a new room names as `preload_file` and clears the name (wire §1.5). Never throws: the room opens without it. */
export async function preloadWhiteboard(context: EngineContext, room: RoomRecord): Promise<void> {
  const whiteboard = roomMetadataOf(room).roomFeatures?.whiteboardFeatures;
  if (!whiteboard?.isAllow || !whiteboard.preloadFile) return;
  try {
    await openAddress(context, room, whiteboard.preloadFile, context.env.PRELOAD_FILE_MEGABYTES * megabyte);
  } catch (error) {
    context.log.warn({ err: error, roomId: room.roomId }, 'the whiteboard file of a new room was not loaded');
  }
  await forgetAddress(context, room).catch((error: unknown) => context.log.warn({ err: error, roomId: room.roomId }, 'a room still names its whiteboard file'));
}
