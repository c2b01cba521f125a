import { z } from 'zod';
import type { DataChannelMessage } from '#generated/proto/plugnmeet/datamessage_pb.js';
import { DataMsgBodyType as Type } from '#generated/proto/plugnmeet/enums_pb.js';
import { isLocked } from '#engine/rooms/locks-in-force.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { leads } from './rules.ts';
import type { Scene } from './rules.ts';
import { parseJson } from './parse-json.ts';

/** Who gets a message that was found right: one person, or everybody who takes part. */
export type Audience = { only: string } | 'everybody';
/** Decides about one type of message: who may get it, undefined for nobody. May put the message right. */
export type Rule = (message: DataChannelMessage, scene: Scene) => Audience | undefined;

const longestNotice = 1000;
const qualities = new Set(['excellent', 'good', 'poor', 'lost']);
const visibilities = new Set(['hidden', 'visible']);
const playerEventSchema = z.object({ action: z.enum(['play', 'pause', 'seeked']), seekTo: z.number().nonnegative().optional() });
const reactionSchema = z.object({ id: z.string().max(128).optional(), emoji: z.string().regex(/^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200D|\uFE0F){1,8}$/u) });

/** To whom the sender meant it: the receiver of a private message, who is named in it, or all. */
export function meant({ toUserId }: DataChannelMessage, { receiver }: Scene): Audience {
  if (receiver) return { only: receiver.userId };
  return toUserId ? { only: toUserId } : 'everybody';
}

/** Only publicly, if `isRight`. */
function publicly(isRight: (message: DataChannelMessage, scene: Scene) => boolean): Rule {
  return (message, scene) => (scene.receiver || !isRight(message, scene) ? undefined : meant(message, scene));
}

/** Only privately, if `isRight`. */
function privately(isRight: (message: DataChannelMessage, scene: Scene) => boolean): Rule {
  return (message, scene) => (scene.receiver && isRight(message, scene) ? meant(message, scene) : undefined);
}

function features(scene: Scene) {
  return roomMetadataOf(scene.room).roomFeatures;
}

function hasNotepad(scene: Scene): boolean {
  const notepad = features(scene)?.sharedNotePadFeatures;
  return Boolean(notepad?.isAllow && notepad.isActive);
}

function mayWriteNotepad(scene: Scene): boolean {
  return !scene.sender.isHidden && !isLocked(scene.room, scene.sender, 'lockSharedNotepad');
}

/** Texts that appear before people: from those who lead only. */
const notice: Rule = (message, scene) => (leads(scene.sender) && message.message.length <= longestNotice ? meant(message, scene) : undefined);

function isPlayerEvent({ message }: DataChannelMessage, scene: Scene): boolean {
  const player = features(scene)?.externalMediaPlayerFeatures;
  return Boolean(player?.isActive) && player?.sharedBy === scene.sender.userId && playerEventSchema.safeParse(parseJson(message)).success;
}

function isReaction(message: DataChannelMessage, scene: Scene): boolean {
  const { sender, room, now } = scene;
  const reaction = reactionSchema.safeParse(parseJson(message.message)).data;
  if (!reaction || !features(scene)?.allowReactions || isLocked(room, sender, 'lockReactions')) return false;
  const { emoji, id = `${sender.userId}-${now}` } = reaction;
  message.message = JSON.stringify({ id, emoji, fromUserId: sender.userId, fromName: sender.name, createdAt: now });
  return true;
}

/**
 * The state of the notepad for who asked. Who may write it also tells everybody, as clients do; who may not answers
 * only a question that was put to them, and only to who put it: it would be an edit otherwise.
 */
const notepadAnswer: Rule = (message, scene) => {
  if (!hasNotepad(scene) || scene.sender.isHidden) return undefined;
  if (mayWriteNotepad(scene)) return meant(message, scene);
  const only = scene.askerOf(message.id);
  return only === undefined ? undefined : { only };
};

/** What may be said on the data channel (wire §4.10). A type that is not here is not relayed. */
export const dataRules: ReadonlyMap<Type, Rule> = new Map<Type, Rule>([
  [Type.INFO, notice],
  [Type.ALERT, notice],
  [Type.USER_VISIBILITY_CHANGE, publicly(({ message }) => visibilities.has(message))],
  [Type.EXTERNAL_MEDIA_PLAYER_EVENTS, publicly(isPlayerEvent)],
  [Type.NEW_POLL_RESPONSE, publicly(({ message }, { hasPoll }) => hasPoll(message))],
  [Type.PUSH_JOIN_BREAKOUT_ROOM, privately((_, { sender }) => sender.isAdmin)],
  [Type.USER_CONNECTION_QUALITY_CHANGE, publicly(({ message }) => qualities.has(message))],
  [Type.REACTION, publicly(isReaction)],
  [Type.NOTEPAD_SYNC_REQUEST, (message, scene) => (hasNotepad(scene) ? meant(message, scene) : undefined)],
  [Type.NOTEPAD_SYNC_RESPONSE, notepadAnswer],
  [Type.NOTEPAD_UPDATE, publicly((_, scene) => hasNotepad(scene) && mayWriteNotepad(scene))],
  [Type.NOTEPAD_AWARENESS, publicly((_, scene) => hasNotepad(scene))],
]);

/** Types that ask others for a state; the answer carries the question's id. */
export const questionTypes: ReadonlySet<Type> = new Set([Type.WHITEBOARD_SYNC_REQUEST, Type.NOTEPAD_SYNC_REQUEST]);
