import { create, toBinary } from '@bufbuild/protobuf';
import { IngressClient, IngressInput } from 'livekit-server-sdk';
import { IngressInput as WireInput } from '#generated/proto/plugnmeet/enums_pb.js';
import { CreateIngressResSchema } from '#generated/proto/plugnmeet/ingress_pb.js';
import type { CreateIngressReq } from '#generated/proto/plugnmeet/ingress_pb.js';
import { Refused } from '#engine/api/refused.ts';
import type { ApiCall } from '#engine/api/route.ts';
import { changeRoomMetadata, checkRoom } from '#engine/moderation/call.ts';
import { tryLock } from '#engine/rooms/locks.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { nameProblem } from '#engine/rooms/validation.ts';

const lockMilliseconds = 15_000;
const requestTimeoutSeconds = 5;

const inputs: Readonly<Record<WireInput, IngressInput>> = {
  [WireInput.RTMP_INPUT]: IngressInput.RTMP_INPUT,
  [WireInput.WHIP_INPUT]: IngressInput.WHIP_INPUT,
};

async function openIngress({ context, room }: ApiCall, { inputType, participantName }: CreateIngressReq): Promise<{ url: string; streamKey: string }> {
  const { env, log } = context;
  const input = inputs[inputType];
  if (input === undefined) throw new Refused('input_type is not known');
  const client = new IngressClient(env.LIVEKIT_API_URL, env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET, { requestTimeout: requestTimeoutSeconds });
  try {
    const identity = `ingres_${Date.now()}`;
    const { url, streamKey } = await client.createIngress(input, { name: `${room.roomId}:1`, roomName: room.roomId, participantIdentity: identity, participantName });
    return { url, streamKey };
  } catch (error) {
    log.warn({ err: error, roomId: room.roomId }, 'LiveKit made no ingress');
    throw new Refused("ingress isn't available on this server");
  }
}

/** `ingress/create`: an address to which a program such as OBS sends a stream that the room sees; one a room (wire §6.9). */
export async function createIngress(call: ApiCall, request: CreateIngressReq): Promise<Uint8Array> {
  checkRoom(call, request.roomId, '');
  const problem = nameProblem(request.participantName);
  if (problem) throw new Refused(`participant_name ${problem}`);
  const features = roomMetadataOf(call.room).roomFeatures?.ingressFeatures;
  if (!features?.isAllow) throw new Refused("ingress feature isn't allowed for this room");
  const lock = await tryLock(call.context.kv, `ingress.${call.room.roomId}`, lockMilliseconds);
  if (!lock || features.url !== '') {
    await lock?.release();
    throw new Refused('multiple ingress creation request not allowed');
  }
  try {
    const { url, streamKey } = await openIngress(call, request);
    await changeRoomMetadata(call, ({ roomFeatures }) => {
      if (!roomFeatures?.ingressFeatures) return;
      roomFeatures.ingressFeatures.inputType = request.inputType;
      roomFeatures.ingressFeatures.url = url;
      roomFeatures.ingressFeatures.streamKey = streamKey;
    });
    call.context.analytics.note(call.room, { name: 'ingress_created', value: WireInput[request.inputType] });
    const answer = create(CreateIngressResSchema, { status: true, msg: 'success', inputType: request.inputType, url, streamKey });
    return toBinary(CreateIngressResSchema, answer);
  } finally {
    await lock.release();
  }
}
