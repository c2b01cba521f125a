import { AppError } from '#lib/errors.ts';

/** The server said no: `status: false` with its status_code and text (spec §1.1). */
export class PlugnmeetRefusal extends AppError {
  readonly statusCode: string;
  readonly serverMessage: string;

  constructor(statusCode: string, serverMessage: string) {
    super('plugnmeetRefused');
    this.statusCode = statusCode;
    this.serverMessage = serverMessage;
  }
}

/** The status code of a refusal by a server that has no such call; the server itself says nothing. */
export const noSuchCall = 'NO_SUCH_CALL';

/** No usable answer. `maybeApplied` tells whether the call may have had its effect all the same (a timeout, a cut answer). */
export class PlugnmeetUnavailable extends AppError {
  readonly maybeApplied: boolean;
  /** Why, for the log. */
  readonly reason: string;

  constructor(reason: string, options: { maybeApplied: boolean; cause?: unknown }) {
    super('plugnmeetUnavailable', { cause: options.cause });
    this.reason = reason;
    this.maybeApplied = options.maybeApplied;
  }
}

/** The server knows no live room by that id (spec §1.3: endRoom, getJoinToken, getActiveRoomInfo). */
export function isRoomGone(error: unknown): boolean {
  return error instanceof PlugnmeetRefusal && (error.statusCode === 'ROOM_NOT_FOUND' || error.statusCode === 'ROOM_NOT_ACTIVE');
}
