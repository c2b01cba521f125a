import { decode, encodeAuthorizationResponse, encodeUser } from '@nats-io/jwt';
import type { Msg, Subscription } from '@nats-io/nats-core';
import { fromCurveSeed } from '@nats-io/nkeys';
import type { KeyPair } from '@nats-io/nkeys';
import { z } from 'zod';
import { nowSeconds } from '#engine/clock.ts';
import type { EngineContext } from '#engine/context.ts';
import { KeyedQueue } from '#engine/keyed-queue.ts';
import { checkToken, isTokenCurrent } from '#engine/rooms/admission.ts';
import { reserveSeat } from '#engine/rooms/seats.ts';
import { verifyRecorderToken } from '#lib/plugnmeet/tokens.ts';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';
import { issuerKey } from './issuer.ts';
import { participantPermissions, recorderPermissions } from './permissions.ts';

const subject = '$SYS.REQ.USER.AUTH';
const queue = 'pnm-auth-queue';
const serverKeyHeader = 'Nats-Server-Xkey';

const requestSchema = z.object({
  nats: z.object({
    user_nkey: z.string(),
    server_id: z.object({ id: z.string() }),
    connect_opts: z.object({ auth_token: z.string().default('') }).default({ auth_token: '' }),
  }),
});

/**
 * The name in the issued user JWT: connection advisories bring it back, and so tell who it was (wire §4.1).
 * Written in ASCII: the JWT library cannot encode anything else, and most names here are Persian.
 */
export function connectionName(claims: JoinClaims): string {
  return asciiJson({ room_id: claims.roomId, user_id: claims.userId, name: claims.name, is_admin: claims.isAdmin });
}

function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Lets participants into NATS: a service NATS asks about every connection (wire §4.1). */
export class AuthCallout {
  readonly #context: EngineContext;
  readonly #issuer: KeyPair;
  readonly #curve: KeyPair | undefined;
  /** Seats of one room are given one after the other. */
  readonly #seats = new KeyedQueue();
  #subscription: Subscription | undefined;

  constructor(context: EngineContext) {
    this.#context = context;
    this.#issuer = issuerKey(context.env.NATS_ISSUER_SEED);
    this.#curve = context.env.NATS_XKEY_SEED === undefined ? undefined : fromCurveSeed(new TextEncoder().encode(context.env.NATS_XKEY_SEED));
  }

  start(): void {
    this.#subscription = this.#context.nats.subscribe(subject, {
      queue,
      callback: (error, message) => {
        if (!error) void this.#serve(message);
      },
    });
  }

  /** Leaves further questions to other engines, and answers those under way. */
  async stop(): Promise<void> {
    this.#subscription?.unsubscribe();
    await this.#seats.idle();
  }

  /** No answer is a refusal: NATS then lets nobody in. */
  async #serve(message: Msg): Promise<void> {
    try {
      await this.#answer(message);
    } catch (error) {
      this.#context.log.error({ err: error }, 'auth callout failed');
    }
  }

  async #answer(message: Msg): Promise<void> {
    const serverKey = message.headers?.get(serverKeyHeader);
    const sealed = serverKey && this.#curve ? this.#curve.open(message.data, serverKey) : message.data;
    if (!sealed) throw new Error('the server encrypted the request for another key');
    const { nats: request } = requestSchema.parse(decode(new TextDecoder().decode(sealed)));
    const answer = await this.#decide(request.connect_opts.auth_token, request.user_nkey);
    const response = await encodeAuthorizationResponse(request.user_nkey, request.server_id.id, this.#issuer, answer, {});
    const bytes = new TextEncoder().encode(response);
    message.respond(serverKey && this.#curve ? this.#curve.seal(bytes, serverKey) : bytes);
  }

  async #decide(token: string, userKey: string): Promise<{ jwt: string } | { error: string }> {
    const recorderId = verifyRecorderToken(this.#context.keys, token, nowSeconds());
    if (recorderId !== undefined) {
      const name = asciiJson({ recorder_id: recorderId });
      return { jwt: await encodeUser(name, userKey, this.#issuer, recorderPermissions, { aud: this.#context.env.NATS_ACCOUNT }) };
    }
    const check = await checkToken(this.#context, token);
    if (!check.ok) return { error: check.refusal };
    const { claims, notBefore } = check;
    const isAdmitted = await this.#admit(claims, notBefore);
    if (!isAdmitted) return { error: 'not admitted' };
    const permissions = participantPermissions(claims.roomId, claims.userId);
    return { jwt: await encodeUser(connectionName(claims), userKey, this.#issuer, permissions, { aud: this.#context.env.NATS_ACCOUNT }) };
  }

  async #admit(claims: JoinClaims, notBefore: number): Promise<boolean> {
    const { store, consumers } = this.#context;
    const room = await store.findRoom(claims.roomId);
    const known = await store.findUser(claims.roomId, claims.userId);
    if (!room || !known || !isTokenCurrent(known, notBefore)) return false;
    if (!(await this.#seats.run(room.roomId, async () => await reserveSeat(this.#context, room, known)))) return false;
    const admitted = await store.updateUser(claims.roomId, claims.userId, (user) =>
      isTokenCurrent(user, notBefore)
        ? { ...user, seatTakenAt: Date.now(), hasConsumer: true, isCleanedUp: false, sessionOver: false }
        : undefined,
    );
    if (!admitted) return false;
    await consumers.add(claims.roomId, claims.userId);
    return true;
  }
}
