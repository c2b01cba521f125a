import { attempt as attemptIn } from '../attempt.ts';
import { CommonResponseSchema, ExternalDisplayLinkReqSchema, ExternalDisplayLinkTask, ExternalMediaPlayerReqSchema, ExternalMediaPlayerTask } from '#generated/proto/plugnmeet/common_api_pb.js';
import { CreateIngressReqSchema, CreateIngressResSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import { IngressInput } from '#generated/proto/plugnmeet/enums_pb.js';
import { RoomApiError } from '../api.ts';
import { fileAddress } from '../shared-file.ts';
import { UploadError, UploadPurpose, uploadFile, type UploadFailure } from '../upload.ts';
import { perSession, type RoomWires } from '../wires.ts';
import { DataMsgBodyType } from '../wire.ts';
import { parsePlayback, type PlaybackEvent } from './playback.ts';

export type IngressKind = 'rtmp' | 'whip';
export type IngressAnswer = { ok: true; url: string; streamKey: string } | { ok: false; reason: 'exists' | 'unavailable' };

/** Web pages, videos and streams from outside, shown to the whole class (wire §3.2, §6.5, §6.9). */
function createSharing({ state, link, peerData, peerMessages }: Pick<RoomWires, 'state' | 'link' | 'peerData' | 'peerMessages'>) {
  const { api } = link;
  const roomId = (): string => state.room.get()?.roomId ?? '';
  const features = () => state.room.get()?.features;

  const linkCall = async (task: ExternalDisplayLinkTask, url?: string): Promise<void> => {
    await api.call('externalDisplayLink', ExternalDisplayLinkReqSchema, { task, roomId: roomId(), ...(url ? { url } : {}) }, CommonResponseSchema);
  };
  const videoCall = async (task: ExternalMediaPlayerTask, url?: string): Promise<void> => {
    await api.call('externalMediaPlayer', ExternalMediaPlayerReqSchema, { task, roomId: roomId(), ...(url ? { url } : {}) }, CommonResponseSchema);
  };
  const attempt = async (work: () => Promise<void>): Promise<boolean> => await attemptIn(state.notices, work);
  const endLink = (): Promise<void> => linkCall(ExternalDisplayLinkTask.STOP_EXTERNAL_LINK);
  const endVideo = (): Promise<void> => videoCall(ExternalMediaPlayerTask.END_PLAYBACK);

  return {
    /** Shows a page to everybody; a video that is playing ends. */
    showLink: (url: string): Promise<boolean> =>
      attempt(async () => {
        if (features()?.externalMedia.active) await endVideo();
        await linkCall(ExternalDisplayLinkTask.START_EXTERNAL_LINK, url);
      }),
    hideLink: (): Promise<boolean> => attempt(endLink),
    /** Plays a video for everybody, led by oneself; a page that is shown ends. Done again it takes the lead from somebody else. */
    playVideo: (url: string): Promise<boolean> =>
      attempt(async () => {
        if (features()?.externalLink.active) await endLink();
        await videoCall(ExternalMediaPlayerTask.START_PLAYBACK, url);
      }),
    endVideo: (): Promise<boolean> => attempt(endVideo),
    /** Puts a file where everybody can fetch it while the class lasts; `onProgress` gets the share that has arrived. */
    async sendVideo(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<{ ok: true; address: string } | { ok: false; failure: UploadFailure }> {
      const room = { roomId: roomId(), roomSid: state.room.get()?.roomSid ?? '' };
      try {
        const { path } = await uploadFile({ api, serverUrl: link.serverUrl, token: link.token, room, userId: state.selfId, file, purpose: UploadPurpose.CHAT_FILE, onProgress, signal });
        return { ok: true, address: fileAddress(link.serverUrl, path) };
      } catch (error) {
        return { ok: false, failure: error instanceof UploadError ? error.failure : 'network' };
      }
    },
    /** Tells the others where the sharer's player stands. */
    tell: (event: PlaybackEvent): void => void peerData.send({ type: DataMsgBodyType.EXTERNAL_MEDIA_PLAYER_EVENTS, message: JSON.stringify(event) }).catch(() => undefined),
    /** Calls back with each word of the sharer; returns the way out. */
    follow: (listener: (event: PlaybackEvent) => void): (() => void) =>
      peerMessages.on(DataMsgBodyType.EXTERNAL_MEDIA_PLAYER_EVENTS, ({ fromId, message }) => {
        const event = fromId === features()?.externalMedia.sharedBy ? parsePlayback(message) : undefined;
        if (event) listener(event);
      }),
    /** An address a camera or a program can send a stream to, which then shows in the class. */
    async createIngress(kind: IngressKind): Promise<IngressAnswer> {
      try {
        const inputType = kind === 'rtmp' ? IngressInput.RTMP_INPUT : IngressInput.WHIP_INPUT;
        const name = state.people.get().get(state.selfId)?.name ?? '';
        const { url, streamKey } = await api.call('ingress/create', CreateIngressReqSchema, { inputType, participantName: name, roomId: roomId() }, CreateIngressResSchema);
        return { ok: true, url, streamKey };
      } catch (error) {
        return { ok: false, reason: error instanceof RoomApiError && error.message.startsWith('multiple ingress') ? 'exists' : 'unavailable' };
      }
    },
  };
}

export const sharingOf = perSession((wires) => createSharing(wires));
