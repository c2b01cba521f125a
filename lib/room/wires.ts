import type { Bus } from './bus.ts';
import type { Link } from './link.ts';
import type { PeerData, PeerMessages } from './peer-data.ts';
import type { SessionState } from './session-state.ts';
import type { ReadonlySlice } from './slice.ts';
import type { NatsMsgServerToClient, ServerEvent } from './wire.ts';

/** What the parts of a room that are loaded when first used (polls, whiteboard, breakout rooms …) build on. */
export interface RoomWires {
  state: SessionState;
  /** Requests to the server: `link.api.call` over HTTP, `link.send` over signalling. */
  link: Link;
  /** What the server tells, after the session itself has taken it in. */
  serverEvents: Bus<ServerEvent, NatsMsgServerToClient>;
  /** What other participants tell: on the data channel, the whiteboard's, or privately. */
  peerMessages: PeerMessages;
  /** Tells the others. */
  peerData: PeerData;
  /** Counts how often peers could be reached anew: 0 before going in; each new number means messages may have been missed. */
  entered: ReadonlySlice<number>;
  /** Aborted when the session ends. */
  signal: AbortSignal;
}

/** What asking the server over HTTP needs of them. */
export interface CallWires extends Pick<RoomWires, 'state'> {
  link: Pick<Link, 'api'>;
}

/** One of a kind for each session, made when first asked for: state that outlives the views showing it. */
export function perSession<T>(make: (wires: RoomWires) => T): (session: { wires: RoomWires }) => T {
  const made = new WeakMap<RoomWires, T>();
  return ({ wires }) => {
    const known = made.get(wires);
    if (known !== undefined) return known;
    const part = make(wires);
    made.set(wires, part);
    return part;
  };
}
