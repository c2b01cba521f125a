import { fromBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import type { EngineContext } from '#engine/context.ts';
import type { Reply } from '#engine/http/reply.ts';
import type { RoomRecord } from '#engine/rooms/records.ts';
import type { JoinClaims } from '#lib/plugnmeet/tokens.ts';
import { Refused } from './refused.ts';

/** A call by somebody whose token was found good. */
export interface ApiCall {
  context: EngineContext;
  claims: JoinClaims;
  notBefore: number;
  room: RoomRecord;
  /** What follows the route's own path, segment by segment. */
  params: readonly string[];
}

/** Who may call: who has a token of an open room, who takes part in it, or its moderators. */
export type Callers = 'token' | 'participants' | 'admins';

/** One `/api` call. */
export interface ApiRoute {
  method: 'GET' | 'POST' | 'ANY';
  callers: Callers;
  /** How many path segments follow the route's own path. */
  paramCount: number;
  /** Answers the reply, only its bytes when it is binary, or nothing for a plain success. */
  handle(call: ApiCall, body: Uint8Array): Promise<Uint8Array | Reply | undefined>;
}

/** Reads a request's message. */
export function readMessage<Desc extends DescMessage>(schema: Desc, body: Uint8Array): MessageShape<Desc> {
  try {
    return fromBinary(schema, body);
  } catch {
    throw new Refused('proto: cannot parse the request');
  }
}

/** A moderators' call that is answered with a plain success. */
export function adminRoute<Desc extends DescMessage>(schema: Desc, act: (call: ApiCall, request: MessageShape<Desc>) => Promise<void>): ApiRoute {
  return {
    method: 'POST',
    callers: 'admins',
    paramCount: 0,
    handle: async (call, body) => {
      await act(call, readMessage(schema, body));
      return undefined;
    },
  };
}

const mostSegments = 8;

/** Finds the route of a path; what follows a route's own path are its parameters. */
export function findRoute(routes: ReadonlyMap<string, ApiRoute>, path: string): { route: ApiRoute; params: string[] } | undefined {
  if (path.split('/', mostSegments + 1).length > mostSegments) return undefined;
  const params: string[] = [];
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('/'), 0))) {
    const route = routes.get(rest);
    if (route) return route.paramCount === params.length ? { route, params } : undefined;
    params.unshift(rest.slice(rest.lastIndexOf('/') + 1));
  }
  return undefined;
}
