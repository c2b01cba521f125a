import type { ChatMessage } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { isLocked } from '#engine/rooms/locks-in-force.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import type { UserRecord } from '#engine/rooms/records.ts';
import { cleanChatHtml, sharedFilePath } from './chat-html.ts';
import type { Scene } from './rules.ts';

/** A chat message's HTML; what people type is a fraction of it. */
const longestText = 10_000;
const usableId = /^[\w-]{1,64}$/u;
const mostTranslations = 10;
/** How far a client's clock may be off before the engine's time counts. */
const clockMilliseconds = 2 * 60 * 1000;

/** Whether somebody may write in the chat at all, publicly or to this receiver. */
export function mayChat({ room, sender, receiver }: Pick<Scene, 'room' | 'sender' | 'receiver'>): boolean {
  if (sender.isHidden || !roomMetadataOf(room).roomFeatures?.chatFeatures?.isAllow) return false;
  if (isLocked(room, sender, 'lockChat') || isLocked(room, sender, 'lockChatSendMessage')) return false;
  return receiver === undefined || !isLocked(room, sender, 'lockPrivateChat');
}

function mayLinkFiles({ room, sender, hasFile }: Scene, paths: readonly string[]): boolean {
  if (paths.length === 0) return true;
  if (!roomMetadataOf(room).roomFeatures?.chatFeatures?.isAllowFileUpload || isLocked(room, sender, 'lockChatFileShare')) return false;
  return paths.every(hasFile);
}

function isAddressedRight(message: ChatMessage, receiver: UserRecord | undefined): boolean {
  if (!receiver) return !message.isPrivate && !message.toUserId;
  return !message.toUserId || message.toUserId === receiver.userId;
}

/** A chat message as the others may get it: from who really sent it, clean, and only if the sender may. Changes `message`. */
export function acceptedChat(message: ChatMessage, scene: Scene): ChatMessage | undefined {
  const { sender, receiver, now } = scene;
  if (!mayChat(scene) || !isAddressedRight(message, receiver)) return undefined;
  if (!usableId.test(message.id) || message.message === '' || message.message.length > longestText) return undefined;
  if (message.fromUserId !== '' && message.fromUserId !== sender.userId) return undefined;
  const { html, links } = cleanChatHtml(message.message);
  const paths = links.flatMap((link) => sharedFilePath(link) ?? []);
  if (html.trim() === '' || !mayLinkFiles(scene, paths)) return undefined;
  const translations = Object.entries(message.translations).slice(0, mostTranslations);
  message.message = html;
  message.translations = Object.fromEntries(translations.map(([language, text]) => [language.slice(0, 16), cleanChatHtml(text.slice(0, longestText)).html]));
  message.fromUserId = sender.userId;
  message.fromName = sender.name;
  message.fromAdmin = sender.isAdmin;
  message.isPrivate = receiver !== undefined;
  message.toUserId = receiver?.userId;
  if (Math.abs(Number(message.sentAt) - now) > clockMilliseconds) message.sentAt = BigInt(now);
  return message;
}
