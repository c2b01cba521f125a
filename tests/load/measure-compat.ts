import autocannon from 'autocannon';
import { checksumOf } from '#lib/bbb/checksum.ts';
import type { School } from '#tests/e2e/support/school.ts';
import { makeAccount } from '#tests/fixtures/api-accounts.ts';
import { setPortalEnvironment } from '#tests/fixtures/portal-environment.ts';
import { inParallel, upTo } from '#tests/harness/in-parallel.ts';
import type { TestStack } from '#tests/harness/stack.ts';

const connections = 16;
const seconds = 4;
/** Of those that are all different, and so of the meetings made. */
const calls = 1000;
const runningMeetings = calls;
const recordings = 10_000;

export interface CompatFigure {
  call: string;
  /** Calls a second. */
  rate: number;
  /** Milliseconds. */
  p99: number;
}

/** What schools' software asks for over the BigBlueButton API: calls a second with sixteen connections, and how long the slowest hundredth takes. */
export async function measureCompat(stack: TestStack, school: School): Promise<CompatFigure[]> {
  setPortalEnvironment({ DATABASE_URL: stack.databaseUrl, NEXTAUTH_SECRET: stack.nextauthSecret });
  const owner = await school.account('teacher', 'Bench');
  const account = await makeAccount(owner.id);
  const secret = account.secrets[0] ?? '';
  const addressOf = (call: string, query: Record<string, string> = {}): string => {
    const raw = String(new URLSearchParams(query));
    return `${stack.portalUrl}/${account.key}/bigbluebutton/api/${call}?${raw}&checksum=${checksumOf(call, raw, secret)}`;
  };
  // Answers once, so that connections are open and code is loaded, as in a portal that has been running for a while.
  await measureDifferent('', (index) => addressOf('isMeetingRunning', { meetingID: `nobody-${index}` }));
  const created = await measureDifferent('create, a new meeting each', (index) => addressOf('create', { name: `Bench ${index}`, meetingID: `bench-${index}`, attendeePW: 'ap-bench', moderatorPW: 'mp-bench' }));
  await seedRecordings(school, account.id);
  // As the database does by itself once it has been filled for a minute.
  await school.rows('analyze');
  return [
    created,
    await measure('create, the meeting is there', addressOf('create', { meetingID: 'bench-1', attendeePW: 'ap-bench', moderatorPW: 'mp-bench' })),
    await measure('join, redirect=false', addressOf('join', { meetingID: 'bench-1', fullName: 'Bench', password: 'ap-bench', redirect: 'false', userID: 'u-1' })),
    await measure('isMeetingRunning', addressOf('isMeetingRunning', { meetingID: 'bench-1' })),
    await measure(`getMeetings, ${runningMeetings} going on`, addressOf('getMeetings'), { meeting: runningMeetings }),
    await measure(`getRecordings of one among ${recordings}`, addressOf('getRecordings', { meetingID: 'recorded-77' }), { recording: 1 }),
    await measure(`getRecordings, 100 of ${recordings}`, addressOf('getRecordings', { limit: '100' }), { recording: 100 }),
    await measureDifferent(`getRecordings, a different one among ${recordings} each`, (index) => addressOf('getRecordings', { meetingID: `recorded-${index + 1}` })),
  ];
}

/** The same call again and again; the answer must hold so many of these elements. */
async function measure(label: string, url: string, elements: Record<string, number> = {}): Promise<CompatFigure> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!text.includes('<returncode>SUCCESS')) throw new Error(`${label}: ${text.slice(0, 300)}`);
  for (const [name, count] of Object.entries(elements)) {
    const found = text.split(`<${name}>`).length - 1;
    if (found !== count) throw new Error(`${label}: ${found} elements ${name}, not ${count}`);
  }
  await autocannon({ url, connections, duration: 1 });
  const result = await autocannon({ url, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${label}: ${result.non2xx} refusals, ${result.errors} errors`);
  return { call: label, rate: result.requests.average, p99: result.latency.p99 };
}

/** A thousand calls, each another one. */
async function measureDifferent(label: string, addressOf: (index: number) => string): Promise<CompatFigure> {
  const took: number[] = [];
  const began = performance.now();
  await inParallel(upTo(calls), connections, async (index) => {
    const start = performance.now();
    const text = await (await fetch(addressOf(index))).text();
    if (!text.includes('<returncode>SUCCESS')) throw new Error(`${label}: ${text.slice(0, 300)}`);
    took.push(performance.now() - start);
  });
  const rate = (calls / (performance.now() - began)) * 1000;
  took.sort((left, right) => left - right);
  return { call: label, rate, p99: Math.round(took[Math.floor(calls * 0.99)] ?? 0) };
}

/** Sessions that are over, each with a recording that can be watched. */
async function seedRecordings(school: School, accountId: string): Promise<void> {
  await school.rows(
    `with class as (select "classId" from portal.bbb_session where "externalId" = 'bench-1'),
      meeting as (
        insert into portal."Meeting" (id, "classId", "roomId", status, "startedAt", "endedAt", "endReason")
        select gen_random_uuid(), "classId", 'bench-recorded-' || n, 'ended', now(), now(), 'emptied' from class, generate_series(1, $2::int) n returning id, "classId", "roomId"),
      recording as (
        insert into portal."Recording" (id, "recordId", "meetingId", "classId", title, state, step, published, visibility, "linkCode", "durationSeconds", "recordedAt", "updatedAt")
        select gen_random_uuid(), "roomId", id, "classId", 'Bench', 'ready', null, true, 'link', substr(md5("roomId"), 1, 16), 3600, now(), now() from meeting)
     insert into portal.bbb_session (id, "accountId", "externalId", "classId", "meetingId", "internalId", name, "attendeePassword", "moderatorPassword", "voiceBridge", "dialNumber", duration, "maxUsers", "isRecorded", "guestPolicy", metadata, "createdAt", "endToldAt", "recordingToldAt")
     select gen_random_uuid(), $1, 'recorded-' || substr("roomId", 16), "classId", id, md5("roomId") || '-1', 'Bench', 'ap', 'mp', 70000, '', 0, 0, true, 'ALWAYS_ACCEPT', '{}', now(), now(), now() from meeting`,
    [accountId, recordings],
  );
}
