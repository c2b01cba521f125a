import { z } from 'zod';
import type { DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { DataMsgBodyType as Type } from '#generated/proto/plugnmeet/enums_pb.js';
import { roomMetadataOf, userMetadataOf } from '#engine/rooms/metadata.ts';
import { meant } from './data-messages.ts';
import type { Rule } from './data-messages.ts';
import { parseJson } from './parse-json.ts';
import { leads, mayDraw } from './rules.ts';
import type { Scene } from './rules.ts';

const pointerSchema = z.looseObject({ id: z.string().optional(), username: z.string().optional(), avatarUrl: z.string().optional() });

function ifAllowed(rule: Rule): Rule {
  return (message, scene) => (roomMetadataOf(scene.room).roomFeatures?.whiteboardFeatures?.isAllow ? rule(message, scene) : undefined);
}

const fromDrawers = ifAllowed((message, scene) => (mayDraw(scene.room, scene.sender) ? meant(message, scene) : undefined));
const fromLeaders = ifAllowed((message, scene) => (leads(scene.sender) ? meant(message, scene) : undefined));

/** What is drawn, for who asked. From somebody who may not draw it passes only as the answer to a question put to them. */
const answer = ifAllowed((message, scene) => {
  if (mayDraw(scene.room, scene.sender)) return meant(message, scene);
  const only = scene.askerOf(message.id);
  return only === undefined ? undefined : { only };
});

/** A pointer bears its sender's own name and picture; as binary awareness it is passed on as it is. */
const pointer = ifAllowed((message, scene) => {
  if (message.message === '') return meant(message, scene);
  const said = pointerSchema.safeParse(parseJson(message.message)).data;
  if (!said) return undefined;
  if (said.id !== undefined && said.id !== scene.sender.userId && scene.isParticipant(said.id)) return undefined;
  const picture = userMetadataOf(scene.sender).profilePic ?? '';
  message.message = JSON.stringify({ ...said, ...(said.username !== undefined && { username: scene.sender.name }), ...(said.avatarUrl !== undefined && { avatarUrl: picture }) });
  return meant(message, scene);
});

/** What may be said about the whiteboard (wire §6.6). */
export const whiteboardRules: ReadonlyMap<Type, Rule> = new Map<Type, Rule>([
  [Type.WHITEBOARD_SYNC_REQUEST, ifAllowed((message, scene: Scene) => meant(message, scene))],
  [Type.WHITEBOARD_SYNC_RESPONSE, answer],
  [Type.SCENE_UPDATE, fromDrawers],
  [Type.POINTER_UPDATE, pointer],
  [Type.WHITEBOARD_APP_STATE_CHANGE, fromLeaders],
  [Type.PAGE_CHANGE, fromLeaders],
  [Type.FILE_CHANGE, fromLeaders],
  [Type.UPDATE_CURRENT_OFFICE_FILE_PAGES, fromLeaders],
  [Type.WHITEBOARD_RESET, fromLeaders],
]);

/** Older clients put private questions and answers about the whiteboard on the data channel (wire §9.20). */
export const privateWhiteboardTypes: ReadonlySet<Type> = new Set<DataChannelMessage['type']>([Type.WHITEBOARD_SYNC_REQUEST, Type.WHITEBOARD_SYNC_RESPONSE]);
