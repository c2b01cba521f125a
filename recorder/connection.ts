import { tokenAuthenticator } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { signJwt } from '#lib/plugnmeet/jwt.ts';
import { serverInbox } from '#lib/plugnmeet/subjects.ts';
import { recorderTokenName } from '#lib/plugnmeet/tokens.ts';
import type { RecorderEnv } from './env.ts';

const tokenSeconds = 300;

function recorderToken({ RECORDER_ID, PLUGNMEET_API_KEY, PLUGNMEET_API_SECRET }: RecorderEnv): string {
  const now = Math.floor(Date.now() / 1000);
  return signJwt(PLUGNMEET_API_SECRET, { iss: PLUGNMEET_API_KEY, sub: RECORDER_ID, user_id: RECORDER_ID, name: recorderTokenName, nbf: now, exp: now + tokenSeconds });
}

/** Connects to NATS as a recorder (wire §6.8); comes back by itself for as long as it takes, with a new token each time. */
export async function connectRecorder(env: RecorderEnv): Promise<NatsConnection> {
  return await connect({
    servers: env.NATS_URL.split(/[\s,]+/u).filter(Boolean),
    name: `recorder ${env.RECORDER_ID}`,
    inboxPrefix: serverInbox,
    authenticator: tokenAuthenticator(() => recorderToken(env)),
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    // The engine answers the question who may connect: it may start after the recorder.
    ignoreAuthErrorAbort: true,
    waitOnFirstConnect: true,
  });
}
