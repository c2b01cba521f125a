import { createHash, randomBytes } from 'node:crypto';
import { isSame } from '#lib/constant-time.ts';
import { database } from '#lib/db/client.ts';
import { isLocale } from '#lib/i18n/locales.ts';
import { openRoom } from '#lib/meetings/start.ts';
import { hasDeceptiveCharacters, tidy } from '#lib/text/name.ts';
import { createVisit, participantIdFor } from '#lib/visits/create.ts';
import { redirect, success, type Answer } from './answer.ts';
import type { BbbCall } from './call.ts';
import { webAddress } from './create-parameters.ts';
import { readMeetingId } from './meeting-id.ts';
import type { Parameters } from './parameters.ts';
import { BbbRefusal, refusal } from './refusal.ts';
import { findLatest, isLive, type Session } from './session.ts';

const longestName = 80;
type GuestStatus = 'ALLOW' | 'WAIT';

/** Lets somebody into a meeting (A7): checks what the caller says of them and leads their browser to a one-time link. */
export async function join(call: BbbCall): Promise<Answer> {
  const { parameters } = call;
  const wantsXml = parameters.text('redirect')?.toLowerCase() === 'false';
  let session: Session | null = null;
  try {
    const externalId = readMeetingId(parameters);
    const name = readFullName(parameters);
    assertSaysWho(parameters, call.account.isStrict);
    session = await findLatest(call.account.id, externalId);
    return await admit(call, session, name, wantsXml);
  } catch (error) {
    if (!(error instanceof BbbRefusal) || wantsXml || error.key === 'Params required') throw error;
    const target = failureTarget(parameters, session);
    if (target === null) throw error;
    return redirect(withErrors(target, error));
  }
}

async function admit(call: BbbCall, session: Session | null, name: string, wantsXml: boolean): Promise<Answer> {
  const { parameters, account } = call;
  const open = assertOpen(session);
  const isModerator = readRole(parameters, open, account.isStrict);
  const createTime = parameters.text('createTime');
  if (createTime !== undefined && createTime.trim() !== String(open.createdAt.getTime())) throw refusal('createTime');
  assertConfig(parameters, open);
  const userId = parameters.text('userID');
  const externalUserId = userId ?? `w_${randomBytes(9).toString('hex').slice(0, 12)}`;
  await assertRoom(open, participantIdFor(account.id, externalUserId), isModerator);
  const status = guestStatus(open, parameters, isModerator);
  if (open.meeting?.status === 'starting') await openRoom(open.meeting.id);
  const visit = await createVisit(account, {
    classId: open.classId, externalUserId, name, isModerator, waits: status === 'WAIT', avatarUrl: webAddress(parameters.text('avatarURL')),
    locale: readLocale(parameters), leaveUrl: leaveUrl(parameters, open, { userId: externalUserId, name }),
  });
  const url = clientUrl(call, visit.token) ?? `${visit.url}?sessionToken=${visit.token}`;
  if (!wantsXml) return redirect(url);
  const [key, message] = status === 'WAIT' ? ['guestWait', 'Guest waiting for approval to join meeting.'] : ['successfullyJoined', 'You have joined successfully.'];
  return success([
    ['messageKey', key ?? ''], ['message', message ?? ''], ['meeting_id', open.internalId], ['user_id', userIdOf(visit.participantId)],
    ['auth_token', randomBytes(6).toString('hex')], ['session_token', visit.token], ['guestStatus', status], ['url', url],
  ]);
}

function readFullName(parameters: Parameters): string {
  const given = parameters.text('fullName') ?? [parameters.text('firstName'), parameters.text('lastName')].filter((part) => part !== undefined).join(' ');
  const name = [...tidy([...given].filter((letter) => !hasDeceptiveCharacters(letter)).join(''))].slice(0, longestName).join('').trim();
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) throw refusal('missingFullName');
  return name;
}

function assertSaysWho(parameters: Parameters, isStrict: boolean): void {
  const hasPassword = parameters.text('password') !== undefined;
  if (!hasPassword && (isStrict || parameters.text('role') === undefined)) throw refusal('paramsRequired');
}

function assertOpen(session: Session | null): Session {
  if (!session) throw refusal('joinUnknownMeeting');
  if (isLive(session)) return session;
  throw refusal(session.meeting?.endReason === 'endedByTeacher' ? 'forciblyEnded' : 'joinUnknownMeeting');
}

/** The role says it, else the password; an account read as Dana Plus documents goes by the password alone. */
function readRole(parameters: Parameters, session: Session, isStrict: boolean): boolean {
  const role = parameters.text('role')?.toUpperCase();
  if (!isStrict && role !== undefined) return role === 'MODERATOR';
  const password = parameters.text('password') ?? '';
  if (isSame(session.moderatorPassword, password)) return true;
  if (isSame(session.attendeePassword, password)) return false;
  throw refusal('joinPassword');
}

function assertConfig(parameters: Parameters, session: Session): void {
  const token = parameters.text('configToken');
  if (token !== undefined && !session.configTokens.includes(token)) throw refusal('noConfig');
}

/** People count once, however often they come, and may come back into a full meeting. */
async function assertRoom({ maxUsers, meetingId }: Session, participantId: string, isModerator: boolean): Promise<void> {
  if (maxUsers === 0 || meetingId === null || isModerator) return;
  const present = await database().attendance.findMany({ where: { meetingId, leftAt: null, participantId: { not: participantId } }, distinct: ['participantId'], select: { participantId: true }, take: maxUsers });
  if (present.length >= maxUsers) throw refusal('full');
}

/** Only who is sent as a guest is held up, as Dana Plus documents it (A7.3). */
function guestStatus({ guestPolicy }: Session, parameters: Parameters, isModerator: boolean): GuestStatus {
  const isGuest = parameters.flag('guest', false, 'guestFlag');
  if (isModerator || !isGuest || guestPolicy === 'ALWAYS_ACCEPT') return 'ALLOW';
  if (guestPolicy === 'ALWAYS_DENY') throw refusal('guestDenied');
  return 'WAIT';
}

function readLocale(parameters: Parameters): string | null {
  const language = parameters.text('userdata-bbb_override_default_locale')?.split(/[-_]/, 1)[0]?.toLowerCase();
  return isLocale(language) ? language : null;
}

function leaveUrl(parameters: Parameters, session: Session, user: { userId: string; name: string }): string | null {
  const given = parameters.text('logoutURL') ?? session.logoutUrl ?? undefined;
  const values: Readonly<Record<string, string>> = { MEETINGID: session.externalId, USERID: user.userId, USERNAME: user.name };
  return webAddress(given?.replaceAll(/%%(MEETINGID|USERID|USERNAME)%%/g, (_, name: string) => encodeURIComponent(values[name] ?? '')));
}

/** The caller's own room page, when an admin allowed its host. */
function clientUrl({ parameters, account }: BbbCall, token: string): string | null {
  const given = webAddress(parameters.text('clientURL'));
  if (given === null) return null;
  const url = new URL(given);
  if (!account.clientHosts.includes(url.host)) return null;
  url.searchParams.set('sessionToken', token);
  return url.href;
}

/** What the caller signed: an address of its own, never one from elsewhere. */
function failureTarget(parameters: Parameters, session: Session | null): string | null {
  const given = parameters.text('errorRedirectUrl') ?? parameters.text('redirectErrorUrl') ?? parameters.text('logoutURL') ?? session?.logoutUrl ?? undefined;
  return webAddress(given);
}

function withErrors(target: string, { key, message }: BbbRefusal): string {
  return `${target}${target.includes('?') ? '&' : '?'}errors=${encodeURIComponent(JSON.stringify([{ key, message }]))}`;
}

/** `w_` and twelve letters: the same for the same person. */
function userIdOf(participantId: string): string {
  return `w_${createHash('sha256').update(participantId).digest('hex').slice(0, 12)}`;
}
