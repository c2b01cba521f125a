import { headers } from '@nats-io/nats-core';
import type { Msg, NatsConnection } from '@nats-io/nats-core';
import { DataMsgBodyType as Type } from '#generated/proto/plugnmeet/enums_pb.js';
import type { EngineContext } from '#engine/context.ts';
import { roomMetadataOf } from '#engine/rooms/metadata.ts';
import { connectToNats } from '#engine/signalling/connection.ts';
import { peerChannels, peerSubject, subjectNames } from '#lib/plugnmeet/subjects.ts';
import type { PeerChannel } from '#lib/plugnmeet/subjects.ts';
import { judge } from './judge.ts';
import type { Accepted } from './judge.ts';
import { takesPart } from '#engine/rooms/taking-part.ts';
import { sceneOf } from './scene.ts';

const queue = 'kelas-relay';
/** Marks what an engine relayed, so that no engine takes it for something a participant said. Who sets it is heard by nobody. */
const relayedHeader = 'Kelas-Relayed';

/**
 * Stands between participants: takes what each says on the own subject, checks it, and says it on the subjects of the
 * others (wire §4.9, §4.10, §6.6, §6.7). A connection of its own keeps floods away from everything else the engine does.
 */
export class Relay {
  readonly #context: EngineContext;
  readonly #marked = headers();
  #nats: NatsConnection | undefined;

  constructor(context: EngineContext) {
    this.#context = context;
    this.#marked.set(relayedHeader, '1');
  }

  async start(): Promise<void> {
    const { env, log } = this.#context;
    const nats = await connectToNats(env, log, { name: 'kelas-relay', noEcho: true });
    this.#nats = nats;
    for (const channel of peerChannels) {
      nats.subscribe(`${subjectNames[channel]}.*.*`, {
        queue,
        callback: (error, message) => {
          if (!error && !message.headers?.has(relayedHeader)) this.#take(nats, channel, message);
        },
      });
    }
  }

  /** Leaves further messages to other engines, and passes on those already here. */
  async stop(): Promise<void> {
    await this.#nats?.drain();
  }

  /** Without waiting for anything, so that what one participant says keeps its order. Never throws. */
  #take(nats: NatsConnection, channel: PeerChannel, message: Msg): void {
    const { subject, data } = message;
    const [, userId, roomId] = subject.split('.');
    if (userId === undefined || roomId === undefined) return;
    const { floods, log } = this.#context;
    if (!floods.allows(channel, roomId, userId, data.byteLength)) return;
    // Who asks for it learns that an engine took the message, whatever becomes of it: while none runs, they say it again.
    if (message.reply) message.respond();
    try {
      const scene = sceneOf(this.#context, roomId, userId);
      const accepted = scene && judge(channel, data, scene);
      if (!accepted || (accepted.type === Type.REACTION && !floods.allows('reaction', roomId, userId, 0))) return;
      const isKept = accepted.chat && !roomMetadataOf(scene.room).roomFeatures?.endToEndEncryptionFeatures?.isEnabled;
      if (accepted.chat && isKept) this.#context.chatHistory.record(scene.room.sid, accepted.chat);
      if (accepted.question !== undefined) this.#context.questions.ask({ roomId, id: accepted.question, askerId: userId });
      if (channel === 'chat') this.#context.analytics.note(scene.room, { name: 'public_chat', userId, amount: 1 });
      if (accepted.type === Type.REACTION) this.#context.analytics.note(scene.room, { name: 'reaction', userId, amount: 1 });
      this.#deliver(nats, channel, roomId, userId, accepted);
    } catch (error) {
      log.debug({ err: error, roomId, userId, channel }, 'what a participant said makes no sense');
    }
  }

  #deliver(nats: NatsConnection, channel: PeerChannel, roomId: string, senderId: string, { bytes, audience }: Accepted): void {
    const now = Date.now();
    for (const user of this.#context.store.users(roomId)) {
      const isMeant = audience === 'everybody' || audience.only === user.userId;
      if (isMeant && user.userId !== senderId && takesPart(user, now)) nats.publish(peerSubject(channel, roomId, user.userId), bytes, { headers: this.#marked });
    }
  }
}
