import 'server-only';
import { cookies } from 'next/headers';
import { takeFrom } from '#lib/limits.ts';
import { requestOrigin } from '#lib/request-origin.ts';
import { launchSeconds, openLaunch } from './launches.ts';
import { downloadToken, listRecordings } from './recordings.ts';
import { findOpenMeeting } from './room.ts';
import { launchCookie } from './serve-launch.ts';
import { mintLtiToken } from './token.ts';

const mostRecordings = 50;

/** A recording on the page of a launch. */
export interface LandingRecording {
  recordId: string;
  /** Where its file is, as long as the page is good; `?watch` shows it. */
  path: string;
  title: string;
  recordedAt: Date;
  durationSeconds: number | null;
}

/** What the page of a launch shows; the token is what its buttons call the LTI API with. */
export interface Landing {
  token: string;
  title: string;
  platformName: string;
  name: string;
  isModerator: boolean;
  returnUrl: string | null;
  isOpen: boolean;
  /** Whether its platform tells who is in the course. */
  hasMembers: boolean;
  /** The platform's colour for the room, `#rrggbb`. */
  colour: string | null;
  recordings: LandingRecording[];
}

/** The page of a launch for the browser that asks. Throws `linkInvalid`, `linkUsed`, `linkExpired` or `tooManyTries`. */
export async function readLanding(code: string): Promise<Landing> {
  const { ip } = await requestOrigin();
  await takeFrom('openVisit', ip);
  const launch = await openLaunch(code, (await cookies()).get(launchCookie)?.value);
  const { account, classId, isModerator, wishes } = launch;
  const reader = { classId, isAdmin: isModerator };
  const [token, open, { rows }] = await Promise.all([
    mintLtiToken(launch),
    findOpenMeeting(classId),
    listRecordings(reader, { from: 0, limit: mostRecordings, order: 'desc' }),
  ]);
  return {
    token, title: wishes.title || account.name, platformName: account.name, name: launch.name, isModerator, returnUrl: launch.returnUrl,
    isOpen: open !== null, hasMembers: isModerator && launch.membersUrl != null, colour: wishes.custom.primary_color ?? null,
    recordings: rows.map(({ recordId, title, recordedAt, durationSeconds }) => ({ recordId, title, recordedAt, durationSeconds, path: `/download/recording/${downloadToken(recordId, reader, launchSeconds * 1000)}` })),
  };
}
