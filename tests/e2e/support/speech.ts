import { create, toBinary } from '@bufbuild/protobuf';
import { nkeyAuthenticator } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { NatsMsgServerToClientEvents as ServerEvent, NatsMsgServerToClientSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import type { TestStack } from '#tests/harness/stack.ts';

interface Said {
  text: string;
  isPartial?: boolean;
  translations?: Readonly<Record<string, string>>;
}

/** What a plugNmeet server's speech service says in a room (wire §4.2, §4.6): over core NATS, in camelCase JSON, not kept for who comes late. */
export class SpeechService {
  readonly #nats: NatsConnection;
  readonly #roomId: string;
  readonly #speaker: string;

  private constructor(nats: NatsConnection, roomId: string, speaker: string) {
    this.#nats = nats;
    this.#roomId = roomId;
    this.#speaker = speaker;
  }

  static async open({ nats: { url, accountSeed } }: TestStack, roomId: string, speaker: string): Promise<SpeechService> {
    const nats = await connect({ servers: url, authenticator: nkeyAuthenticator(new TextEncoder().encode(accountSeed)) });
    return new SpeechService(nats, roomId, speaker);
  }

  async hears({ text, isPartial = false, translations = {} }: Said): Promise<void> {
    const msg = JSON.stringify({ fromUserId: 'x', fromUserName: this.#speaker, lang: 'en-US', text, isPartial, translations });
    const message = create(NatsMsgServerToClientSchema, { id: crypto.randomUUID(), event: ServerEvent.TRANSCRIPTION_OUTPUT_TEXT, msg });
    this.#nats.publish(`sysPublic.${this.#roomId}`, toBinary(NatsMsgServerToClientSchema, message));
    await this.#nats.flush();
  }

  async close(): Promise<void> {
    await this.#nats.close();
  }
}
