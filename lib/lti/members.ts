import { z } from 'zod';
import { database } from '#lib/db/client.ts';
import { AppError } from '#lib/errors.ts';
import { OutsideRequestFailed, outsideRequest } from '#lib/outside-request/request.ts';
import { accessToken, parseJson } from './access-token.ts';
import { isLeader } from './roles.ts';
import { lineOf } from './wishes.ts';

const scope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const mediaType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const mostPages = 20;
const mostMembers = 2000;
const text = z.string().optional().catch(undefined);
const container = z.object({
  members: z.array(z.object({ status: text, user_id: z.string().min(1), name: text, given_name: text, family_name: text, roles: z.array(z.string()).catch([]) }).nullable().catch(null)),
});

export interface CourseMember {
  name: string;
  isModerator: boolean;
}

/** The members of the course a launch came from (NRPS, portal contracts D3), leaders first; null when its platform tells none. Throws `platformUnavailable`. */
export async function listMembers(launchId: string, accountId: string): Promise<CourseMember[] | null> {
  const launch = await database().ltiLaunch.findFirst({ where: { id: launchId, accountId }, include: { platform: true } });
  if (!launch?.platform || launch.membersUrl === null || launch.platform.disabledAt !== null) return null;
  const { platform } = launch;
  const members: CourseMember[] = [];
  try {
    const token = await accessToken(platform, scope);
    let next: string | null = launch.membersUrl;
    for (let page = 0; next !== null && page < mostPages && members.length < mostMembers; page += 1) {
      const { found, following }: { found: CourseMember[]; following: string | null } = await readPage(next, token, platform.assistantsLead);
      members.push(...found);
      next = following;
    }
  } catch (error) {
    if (error instanceof OutsideRequestFailed) throw new AppError('platformUnavailable', { cause: error });
    throw error;
  }
  return members.toSorted((one, other) => Number(other.isModerator) - Number(one.isModerator) || one.name.localeCompare(other.name, 'fa'));
}

async function readPage(url: string, token: string, assistantsLead: boolean): Promise<{ found: CourseMember[]; following: string | null }> {
  const { status, body, header } = await outsideRequest(url, { headers: { accept: mediaType, authorization: `Bearer ${token}` } });
  const parsed = status === 200 ? container.safeParse(parseJson(body)) : null;
  if (!parsed?.success) throw new AppError('platformUnavailable');
  const active = parsed.data.members.filter((member) => member !== null && (member.status ?? 'Active') === 'Active');
  const found = active.flatMap((member) => {
    if (!member) return [];
    const { name, given_name, family_name, user_id, roles } = member;
    return [{ name: lineOf(name ?? [given_name, family_name].filter((part) => part !== undefined).join(' '), 80) || lineOf(`User_${user_id}`, 80), isModerator: isLeader(roles, { assistantsLead }) }];
  });
  const following = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(header('link') ?? '')?.[1] ?? null;
  // The token is the platform's: it goes to where the list is, and nowhere else.
  return { found, following: following !== null && URL.parse(following)?.origin === new URL(url).origin ? following : null };
}
