/**
 * The one list of things that can go wrong where a person or a caller should hear about it.
 * Pages, JSON routes, foreign protocols and the room all speak in these codes; texts are in messages/*.json under `errors.<code>`.
 */
export const errorCategories = {
  invalidInput: 'input',
  missing: 'input',
  nameInvalid: 'input',
  nameTooLong: 'input',
  nameTaken: 'conflict',
  emailInvalid: 'input',
  emailTaken: 'conflict',
  timeZoneInvalid: 'input',
  lastAdmin: 'conflict',
  notYourself: 'conflict',
  passwordTooShort: 'input',
  passwordTooCommon: 'input',
  wrongCredentials: 'denied',
  passwordWrong: 'input',
  notSignedIn: 'denied',
  notAllowed: 'denied',
  accountDisabled: 'denied',
  linkInvalid: 'notFound',
  linkExpired: 'gone',
  linkUsed: 'gone',
  notFound: 'notFound',
  classInPast: 'input',
  classCancelled: 'gone',
  classHasOpenMeeting: 'conflict',
  classNotStarted: 'conflict',
  guestsNotAllowed: 'denied',
  accessCodeNeeded: 'denied',
  accessCodeWrong: 'denied',
  meetingEnded: 'gone',
  roomFull: 'conflict',
  participantGone: 'gone',
  blockedFromRoom: 'denied',
  tooManyTries: 'limited',
  plugnmeetUnavailable: 'upstream',
  plugnmeetRefused: 'upstream',
  recordingBusy: 'conflict',
  cutInvalid: 'input',
  captionsInvalid: 'input',
  tooMany: 'conflict',
  addressNotAllowed: 'input',
  webhookDisabled: 'conflict',
  scopeMissing: 'denied',
  schoolOutOfReach: 'denied',
  ownerNotAdmin: 'input',
  platformKnown: 'conflict',
  platformUnavailable: 'upstream',
  deliveryGone: 'gone',
  deliveryUnderWay: 'conflict',
  emailNotSent: 'upstream',
  pageOutdated: 'gone',
  unexpected: 'internal',
} as const;

export type ErrorCode = keyof typeof errorCategories;

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorCategories, value);
}

export type ErrorCategory = (typeof errorCategories)[ErrorCode];

const httpStatus: Record<ErrorCategory, number> = {
  input: 400,
  denied: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  limited: 429,
  upstream: 502,
  internal: 500,
};

export interface AppErrorDetail {
  /** The input field it is about, as the form names it. */
  field?: string;
  /** Values for the message's placeholders, e.g. `{ max: 80 }`. Never secrets. */
  params?: Record<string, string | number>;
  cause?: unknown;
}

/** An expected failure: its code is shown to the user in their language. Anything else thrown is a bug and becomes `unexpected` with an id. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly params: Record<string, string | number> | undefined;

  constructor(code: ErrorCode, detail: AppErrorDetail = {}) {
    super(code, { cause: detail.cause });
    this.code = code;
    this.field = detail.field;
    this.params = detail.params;
  }

  get category(): ErrorCategory {
    return errorCategories[this.code];
  }

  /** The HTTP status a JSON route answers with. 401 only where signing in would help. */
  get status(): number {
    return this.code === 'notSignedIn' ? 401 : httpStatus[this.category];
  }
}
