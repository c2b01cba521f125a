import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import { database } from './db/client.ts';
import { AppError } from './errors.ts';
import { logger } from './logger.ts';

export interface Limit {
  /** How many times per `seconds`. */
  points: number;
  seconds: number;
  /** Why this number: what an honest user needs at most, and what it stops. */
  reason: string;
}

const minute = 60;
const hour = 60 * minute;

/** Every limit by name. A whole school may sit behind one address, so limits by address leave room for a class of a hundred. */
export const limits = {
  signInByAddress: { points: 100, seconds: 15 * minute, reason: 'A class signing in at once from one school network; stops password spraying.' },
  signInByAccount: { points: 10, seconds: 15 * minute, reason: 'A person with a forgotten password tries a few; stops guessing at one account.' },
  openLink: { points: 60, seconds: 10 * minute, reason: 'Invitation links carry 256 random bits; keeps probing from costing database work.' },
  invite: { points: 200, seconds: hour, reason: 'An admin invites a whole school in an hour; stops mail floods.' },
  changePeople: { points: 300, seconds: hour, reason: 'Housekeeping by an admin; stops runaway scripts.' },
  changePassword: { points: 10, seconds: 15 * minute, reason: 'The current password is asked for; stops guessing it in an unlocked browser.' },
  preferences: { points: 120, seconds: 10 * minute, reason: 'Switching language and theme back and forth; stops write floods.' },
  changeClass: { points: 120, seconds: hour, reason: 'A teacher enters a term of classes in an hour; stops runaway scripts.' },
  startMeeting: { points: 60, seconds: 10 * minute, reason: 'Impatient clicks on Start; the room is made once anyway.' },
  moderateMeeting: { points: 120, seconds: 10 * minute, reason: 'Messages to a class and people taken out of it; stops runaway scripts.' },
  accessCodeByAddress: { points: 120, seconds: 10 * minute, reason: 'A class entering the code at once from one network.' },
  accessCodeByPerson: { points: 8, seconds: 10 * minute, reason: 'A few typing mistakes; makes guessing a four-digit code hopeless.' },
  ticket: { points: 300, seconds: 5 * minute, reason: 'A hundred students joining and reloading from one network; each ticket costs a call to the media side.' },
  openJoinPage: { points: 600, seconds: 5 * minute, reason: 'A big class opening the link, reloading, and polling while live updates are down.' },
  liveStream: { points: 600, seconds: 5 * minute, reason: 'Reconnecting event streams of a whole school behind one address.' },
  changeApiAccount: { points: 120, seconds: hour, reason: 'Setting up the systems of a school; stops runaway scripts.' },
  openVisit: { points: 600, seconds: 5 * minute, reason: 'A school coming in through its platform at once, from one network.' },
  changeRecording: { points: 300, seconds: 10 * minute, reason: 'Tidying up a term of recordings; stops runaway scripts.' },
  savePosition: { points: 600, seconds: 10 * minute, reason: 'A player tells every ten seconds where it is, in several tabs; stops write floods.' },
  openPublicRecordings: { points: 600, seconds: 5 * minute, reason: 'A school looking through the public recordings from one network; stops copying the list over and over.' },
  readRecording: { points: 6000, seconds: 10 * minute, reason: 'A class behind one address watching and seeking, each in many small ranges.' },
  restCall: { points: 1200, seconds: minute, reason: 'A platform keeping a school in step, twenty calls a second; stops runaway scripts.' },
  lmsCall: { points: 1200, seconds: minute, reason: 'A learning platform whose classes all begin at nine; stops runaway scripts.' },
  lmsRefused: { points: 120, seconds: 5 * minute, reason: 'A platform with a wrong secret tries each of its people once; keeps guessing at tokens from costing database work.' },
  restStranger: { points: 600, seconds: 5 * minute, reason: 'Keys carry 256 random bits; keeps programs with a wrong one from costing database work for ever.' },
  spreedTokens: { points: 20, seconds: minute, reason: 'People typing an access code; makes guessing one of eight characters hopeless.' },
  spreedUsers: { points: 5, seconds: minute, reason: 'A browser becomes a user once; stops making users in bulk.' },
  spreedRooms: { points: 30, seconds: minute, reason: 'A class opening rooms from one network; stops runaway scripts.' },
  spreedSessions: { points: 120, seconds: minute, reason: 'A class coming in from one network, each with a session of their own.' },
  spreedPictures: { points: 20, seconds: minute, reason: 'Somebody trying some pictures; each is decoded and written anew.' },
  spreedReads: { points: 1200, seconds: minute, reason: 'A class looking at the pictures of a class, from one network.' },
  ltiLaunch: { points: 600, seconds: 5 * minute, reason: 'A school coming in through its platform at once, from one network; each launch costs a signature.' },
  ltiRegister: { points: 20, seconds: 10 * minute, reason: 'An admin registering a platform, some tries included; each makes us call the address it names.' },
  ltiCall: { points: 240, seconds: 5 * minute, reason: 'One person\'s page asking every ten seconds whether the class began, in several windows; stops runaway scripts.' },
  readCalendar: { points: 1200, seconds: 10 * minute, reason: 'Calendar programs of a whole school behind one address reading once an hour; addresses carry a signature, so probing finds nothing.' },
  exportCsv: { points: 60, seconds: 10 * minute, reason: 'Downloading the lists of a term; each reads a whole meeting.' },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

const limiters = new Map<LimitName, RateLimiterPrisma>();

function limiter(name: LimitName): RateLimiterPrisma {
  const known = limiters.get(name);
  if (known) return known;
  const { points, seconds } = limits[name];
  const made = new RateLimiterPrisma({
    storeClient: database(),
    tableName: 'rateLimit',
    keyPrefix: name,
    points,
    duration: seconds,
    inMemoryBlockOnConsumed: points + 1,
    clearExpiredByTimeout: limiters.size === 0,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
  });
  limiters.set(name, made);
  return made;
}

/** Keys carry e-mail addresses and client addresses; only their hash is stored. */
function storedKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 24);
}

/** Counts one use of a limit for a key; throws `tooManyTries` with the seconds to wait once it is used up. */
export async function takeFrom(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).consume(storedKey(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    logger.warn({ limit: name }, 'limit reached');
    throw new AppError('tooManyTries', { params: { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) } });
  }
}

/** Forgets the uses counted for a key, e.g. the failed tries of an account after a right password. */
export async function giveBack(name: LimitName, key: string): Promise<void> {
  await limiter(name).delete(storedKey(key));
}
