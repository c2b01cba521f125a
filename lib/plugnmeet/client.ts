import 'server-only';
import { env } from '#lib/env.ts';
import {
  activeRoomAnswer, activeRoomsAnswer, analyticsAnswer, createRoomAnswer, downloadTokenAnswer, emptyAnswer, isRoomActiveAnswer, joinTokenAnswer, pastRoomsAnswer, recordingInfoAnswer, recordingsAnswer,
  webhookDeliveriesAnswer,
  type ActiveRoom, type AnalyticsInfo, type PastRoom, type RoomInfo, type UpstreamRecording, type WebhookDelivery,
} from './client-answers.ts';
import { downloadText } from './client-download.ts';
import { isRoomGone, PlugnmeetRefusal } from './client-errors.ts';
import { PlugnmeetTransport, type TransportOptions } from './client-transport.ts';
import type { CreateRoomRequest } from './metadata.ts';
import { approveThroughApi, removeThroughApi, type RemovalRequest } from './room-api.ts';

export interface JoinTokenRequest {
  roomId: string;
  userId: string;
  name: string;
  isModerator: boolean;
  /** Address of a picture of them. */
  profilePicture?: string | null;
}

export interface BroadcastRequest {
  roomId: string;
  text: string;
  toModeratorsOnly: boolean;
  form: 'notice' | 'chat';
}

export interface DeliveryFilter {
  from: number;
  limit: number;
  state?: WebhookDelivery['state'] | undefined;
}

/** A day's class of hundreds is a few megabytes. */
const largestAnalytics = 32 * 1024 * 1024;

/** Never online and hidden: nobody sees it, and it is nobody's attendance. */
const helperId = 'portal-helper';

/** Chat messages are HTML of a few tags (spec §4.9). */
function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character).replaceAll('\n', '<br>');
}

/** The calls of Plugnmeet's /auth the portal makes (spec §1.3). */
export class PlugnmeetClient {
  readonly #transport: PlugnmeetTransport;
  readonly #baseUrl: string;

  constructor(options: TransportOptions) {
    this.#transport = new PlugnmeetTransport(options);
    this.#baseUrl = options.baseUrl;
  }

  /** Creates the room, or returns the live one with that id: repeating it is safe. */
  async createRoom(request: CreateRoomRequest): Promise<RoomInfo> {
    const answer = await this.#transport.call({ path: '/auth/room/create', body: request, answer: createRoomAnswer, timeoutMs: 10_000, repeatable: true });
    return answer.room_info;
  }

  /** Mints a join token. It ends an older session of the same user. */
  async getJoinToken({ roomId, userId, name, isModerator, profilePicture }: JoinTokenRequest): Promise<string> {
    const body = { room_id: roomId, user_info: { name, user_id: userId, is_admin: isModerator, is_hidden: false, user_metadata: profilePicture ? { profile_pic: profilePicture } : {} } };
    const answer = await this.#transport.call({ path: '/auth/room/getJoinToken', body, answer: joinTokenAnswer, timeoutMs: 10_000, repeatable: true });
    return answer.token;
  }

  async isRoomActive(roomId: string): Promise<boolean> {
    const answer = await this.#transport.call({ path: '/auth/room/isRoomActive', body: { room_id: roomId }, answer: isRoomActiveAnswer, timeoutMs: 5000, repeatable: true });
    return answer.is_active;
  }

  /** The live room with those in its media, or null when there is no such room. */
  async getActiveRoom(roomId: string): Promise<ActiveRoom | null> {
    try {
      const answer = await this.#transport.call({ path: '/auth/room/getActiveRoomInfo', body: { room_id: roomId }, answer: activeRoomAnswer, timeoutMs: 5000, repeatable: true });
      return answer.room;
    } catch (error) {
      if (isRoomGone(error)) return null;
      throw error;
    }
  }

  /** Every live room of this server, breakout rooms among them. */
  async getActiveRooms(): Promise<ActiveRoom[]> {
    try {
      const answer = await this.#transport.call({ path: '/auth/room/getActiveRoomsInfo', body: {}, answer: activeRoomsAnswer, timeoutMs: 10_000, repeatable: true });
      return answer.rooms;
    } catch (error) {
      if (error instanceof PlugnmeetRefusal && error.statusCode === 'NOT_FOUND') return [];
      throw error;
    }
  }

  /** Ends the room; false when there was none. Sent once: a second one might meet a new session. */
  async endRoom(roomId: string): Promise<boolean> {
    try {
      await this.#transport.call({ path: '/auth/room/endRoom', body: { room_id: roomId }, answer: emptyAnswer, timeoutMs: 15_000, repeatable: false });
      return true;
    } catch (error) {
      if (isRoomGone(error)) return false;
      throw error;
    }
  }

  /** Tells people in a room something; false when there is no such room. Sent once: a second one would be read twice. */
  async broadcast({ roomId, text, toModeratorsOnly, form }: BroadcastRequest): Promise<boolean> {
    const content = form === 'chat' ? { chat_msg: { message: escapeHtml(text) } } : { notification_msg: { text, type: 'NATS_SYSTEM_NOTIFICATION_INFO', with_sound: true } };
    try {
      await this.#transport.call({ path: '/auth/room/broadcastToRoom', body: { room_id: roomId, only_to_admins: toModeratorsOnly, ...content }, answer: emptyAnswer, timeoutMs: 10_000, repeatable: false });
      return true;
    } catch (error) {
      if (isRoomGone(error)) return false;
      throw error;
    }
  }

  /**
   * Takes somebody out of a room. Only a moderator's token may do that (spec §3.2): one of a hidden helper is made for
   * this call, as a token of anybody in the room would end that person's own session.
   */
  async removeParticipant({ roomId, roomSid, userId, message, block }: RemovalRequest): Promise<void> {
    await removeThroughApi(this.#baseUrl, await this.#helperToken(roomId), { roomId, roomSid, userId, message, block });
  }

  /** Lets somebody who was given a token past the waiting room. */
  async approveWaiting(roomId: string, userId: string): Promise<void> {
    await approveThroughApi(this.#baseUrl, await this.#helperToken(roomId), { roomId, userId });
  }

  /** Puts a document on a room's whiteboard; its pages are made after the answer. The server takes one at a time and refuses others as `CONFLICT`. */
  async uploadWhiteboardFile(roomId: string, file: { name: string; bytes: Buffer<ArrayBuffer> }): Promise<void> {
    await this.#transport.uploadFile({ path: '/auth/room/uploadWhiteboardFile', roomId, field: 'document', file, timeoutMs: 60_000 });
  }

  async #helperToken(roomId: string): Promise<string> {
    const body = { room_id: roomId, user_info: { name: 'Portal', user_id: helperId, is_admin: true, is_hidden: true, user_metadata: {} } };
    const { token } = await this.#transport.call({ path: '/auth/room/getJoinToken', body, answer: joinTokenAnswer, timeoutMs: 10_000, repeatable: true });
    return token;
  }

  /** Sessions the server remembers of these rooms, newest first. */
  async fetchPastRooms(roomIds: readonly string[]): Promise<PastRoom[]> {
    try {
      const body = { room_ids: roomIds, from: 0, limit: 100, order_by: 'DESC' };
      const answer = await this.#transport.call({ path: '/auth/room/fetchPastRooms', body, answer: pastRoomsAnswer, timeoutMs: 5000, repeatable: true });
      return answer.result.rooms_list;
    } catch (error) {
      if (error instanceof PlugnmeetRefusal && error.statusCode === 'NOT_FOUND') return [];
      throw error;
    }
  }

  /** The newest recordings of all rooms, at most a hundred. */
  async fetchRecordings(): Promise<UpstreamRecording[]> {
    try {
      const answer = await this.#transport.call({ path: '/auth/recording/fetch', body: { from: 0, limit: 100, order_by: 'DESC' }, answer: recordingsAnswer, timeoutMs: 5000, repeatable: true });
      return answer.result.recordings_list;
    } catch (error) {
      if (error instanceof PlugnmeetRefusal && error.statusCode.endsWith('NOT_FOUND')) return [];
      throw error;
    }
  }

  /** What the server keeps with a recording under names of its own or of its recorders; a server that has no such call: a refusal with `noSuchCall`. */
  async recordingExtra(recordId: string): Promise<Record<string, string>> {
    const { recording_info: info } = await this.#transport.call({ path: '/auth/recording/info', body: { record_id: recordId }, answer: recordingInfoAnswer, timeoutMs: 5000, repeatable: true, own: true });
    return info.metadata?.extra_data ?? {};
  }

  /** A short-lived address a recording's file is read from; it holds a token and is for this process alone. */
  async recordingAddress(recordId: string): Promise<URL> {
    const { token } = await this.#transport.call({ path: '/auth/recording/getDownloadToken', body: { record_id: recordId }, answer: downloadTokenAnswer, timeoutMs: 5000, repeatable: true });
    return new URL(`/download/recording/${token}`, this.#baseUrl);
  }

  /** Deletes a recording on the server; false when it had none. */
  async deleteRecording(recordId: string): Promise<boolean> {
    try {
      await this.#transport.call({ path: '/auth/recording/delete', body: { record_id: recordId }, answer: emptyAnswer, timeoutMs: 10_000, repeatable: true });
      return true;
    } catch (error) {
      if (error instanceof PlugnmeetRefusal && error.statusCode.endsWith('NOT_FOUND')) return false;
      throw error;
    }
  }

  /** The analytics files of these rooms, newest first (spec §1.3). */
  async fetchAnalytics(roomIds: readonly string[]): Promise<AnalyticsInfo[]> {
    try {
      const body = { room_ids: roomIds, from: 0, limit: 100, order_by: 'DESC' };
      const answer = await this.#transport.call({ path: '/auth/analytics/fetch', body, answer: analyticsAnswer, timeoutMs: 5000, repeatable: true });
      return answer.result.analytics_list;
    } catch (error) {
      if (error instanceof PlugnmeetRefusal && (error.statusCode === 'NOT_FOUND' || error.serverMessage === 'no artifact found')) return [];
      throw error;
    }
  }

  /** The text of an analytics file; throws `PlugnmeetUnavailable` when it cannot be had now. */
  async readAnalytics(fileId: string): Promise<string> {
    const { token } = await this.#transport.call({ path: '/auth/analytics/getDownloadToken', body: { file_id: fileId }, answer: downloadTokenAnswer, timeoutMs: 5000, repeatable: true });
    return await downloadText(new URL(`/download/analytics/${token}`, this.#baseUrl), largestAnalytics);
  }

  /** What the server told others or is going to, newest first; a plugNmeet server keeps no such list: a refusal with `noSuchCall`. */
  async fetchWebhooks({ from, limit, state }: DeliveryFilter): Promise<{ total: number; webhooks: WebhookDelivery[] }> {
    const body = { from, limit, ...(state ? { state } : {}) };
    const answer = await this.#transport.call({ path: '/auth/webhook/fetch', body, answer: webhookDeliveriesAnswer, timeoutMs: 5000, repeatable: true, own: true });
    return answer.result;
  }

  /** Sends a webhook again that was delivered or given up. Repeating it while it is being tried is refused. */
  async resendWebhook(id: string): Promise<void> {
    await this.#transport.call({ path: '/auth/webhook/resend', body: { id }, answer: emptyAnswer, timeoutMs: 5000, repeatable: false, own: true });
  }

  /** Whether the server says it is well, within a moment. */
  async isHealthy(): Promise<boolean> {
    try {
      const response = await fetch(new URL('/healthCheck', this.#baseUrl), { signal: AbortSignal.timeout(1500), cache: 'no-store' });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }
}

let client: PlugnmeetClient | undefined;

/**
 * The client of the configured Plugnmeet server. Each of Next's bundles has its own: an error thrown by another bundle's
 * would not be an `AppError` to the one that catches it.
 */
export function plugnmeet(): PlugnmeetClient {
  client ??= new PlugnmeetClient({
    baseUrl: env().PLUGNMEET_URL,
    apiKey: env().PLUGNMEET_API_KEY,
    apiSecret: env().PLUGNMEET_API_SECRET,
  });
  return client;
}
