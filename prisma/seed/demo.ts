import { createHash, createHmac } from 'node:crypto';
import { hashPassword, passwordFits } from '#lib/accounts/password.ts';
import { newJoinCode } from '#lib/classes/join-code.ts';
import { momentOf, startOfDay, wallClock } from '#lib/classes/time.ts';
import { database } from '#lib/db/client.ts';
import { env } from '#lib/env.ts';
import { seedRecording } from './recordings.ts';
import { classes, people, type DemoClass, type DemoPerson } from './school.ts';

/**
 * Fills a demo school, or brings an existing one up to date: classes that were to come and are over move ahead again.
 * Everybody in it has the same password, made from this installation's secret, so that it is no public knowledge.
 */

const db = database();
const password = createHmac('sha256', env().NEXTAUTH_SECRET).update('demo school').digest('base64url').replaceAll(/[-_]/g, '').slice(0, 12);

/** The same id for the same thing in every run. */
function idOf(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(`kelas demo ${parts.join(' ')}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function emailOf({ key }: DemoPerson): string {
  return `${key}@demo.example`;
}

function zoneOf(person: DemoPerson | undefined): string {
  return person && person.timeZone !== 'auto' ? person.timeZone : 'UTC';
}

async function seedPeople(): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const person of people) {
    const email = emailOf(person);
    const { name, role, locale, timeZone } = person;
    const known = await db.user.findUnique({ where: { email } });
    if (!known) await db.user.create({ data: { id: idOf('person', person.key), email, name, role, locale, timeZone, passwordHash } });
    else if (!(await passwordFits(known.passwordHash, password))) await db.user.update({ where: { id: known.id }, data: { passwordHash } });
  }
}

async function seedClass(demo: DemoClass): Promise<void> {
  const id = idOf('class', demo.key);
  const timeZone = zoneOf(people.find(({ key }) => key === demo.owner));
  const startsAt = momentOf(`${wallClock(startOfDay(new Date(), timeZone, demo.day), timeZone).slice(0, 10)}T${demo.time}`, timeZone);
  const known = await db.class.findUnique({ where: { id }, include: { meetings: { take: 1 } } });
  if (known) {
    if (demo.day >= 0 && known.startsAt < new Date() && known.meetings.length === 0) await db.class.update({ where: { id }, data: { startsAt } });
    return;
  }
  await db.class.create({
    data: {
      id, timeZone, startsAt, ownerId: idOf('person', demo.owner), title: demo.title, description: demo.description,
      durationMinutes: demo.durationMinutes, joinCode: newJoinCode(), ...demo.settings,
      members: { create: demo.members.map((key) => ({ userId: idOf('person', key) })) },
    },
  });
  if (demo.stays) await seedMeeting(demo, id, startsAt, demo.stays);
}

/** Who somebody is in a class: of the school, or a guest by that name. */
function participantOf(who: string): { participantId: string; userId: string | null; name: string } {
  const person = people.find(({ key }) => key === who);
  if (person) return { participantId: idOf('person', who), userId: idOf('person', who), name: person.name };
  return { participantId: `guest-${createHash('sha256').update(who).digest('hex').slice(0, 24)}`, userId: null, name: who };
}

async function seedMeeting(demo: DemoClass, classId: string, startsAt: Date, stays: NonNullable<DemoClass['stays']>): Promise<void> {
  const id = idOf('meeting', demo.key);
  const at = (minute: number) => new Date(startsAt.getTime() + minute * 60_000);
  await db.meeting.create({
    data: {
      id, classId, roomId: `m-${id}`, roomSid: idOf('room', demo.key), status: 'ended', startedById: idOf('person', demo.owner),
      startedAt: at(0), endAskedAt: at(Math.max(...stays.map(([, , to]) => to))), endedAt: at(Math.max(...stays.map(([, , to]) => to))), endReason: 'endedByTeacher',
      attendances: {
        create: stays.map(([who, from, to], index) => ({ ...participantOf(who), participantSid: `PA_demo${index}`, isModerator: who === demo.owner, joinedAt: at(from), leftAt: at(to) })),
      },
      figures: {
        create: {
          fileId: idOf('figures', demo.key), importedAt: new Date(), polls: demo.polls ?? [],
          people: { create: [...new Set(stays.map(([who]) => who))].map((who) => figuresOf(who, demo, stays.filter(([name]) => name === who).map(([, from, to]) => [at(from).getTime(), at(to).getTime()]))) },
        },
      },
    },
  });
}

/** What somebody did, made up from how long they were there; the same in every run. Spans in Unix ms. */
function figuresOf(who: string, demo: DemoClass, spans: number[][]) {
  const isModerator = who === demo.owner;
  const seconds = Math.round(spans.reduce((sum, [from = 0, to = 0]) => sum + to - from, 0) / 1000);
  const chance = (of: string, most: number) => Number.parseInt(idOf(of, who, demo.key).slice(0, 6), 16) % (most + 1);
  const talkedSeconds = Math.round(seconds * (isModerator ? 0.45 : (3 + chance('talked', 9)) / 100));
  return {
    ...participantOf(who), isModerator, talkedSeconds, talkedTimes: Math.ceil(talkedSeconds / 25), microphoneSeconds: Math.min(seconds, talkedSeconds * 2), cameraSeconds: seconds, cameraSpans: spans,
    screenSeconds: isModerator ? 600 : 0, publicMessages: chance('messages', 9), privateMessages: 0, reactions: chance('reactions', 6), handsRaised: isModerator ? 0 : chance('hands', 4),
    filesShared: 0, strokes: isModerator ? 120 : chance('strokes', 20), votes: isModerator ? 0 : (demo.polls?.length ?? 0), badConnections: chance('connection', 2),
  };
}

await seedPeople();
for (const demo of classes) await seedClass(demo);
await Promise.all(classes.filter(({ stays }) => stays).map(({ key }) => seedRecording(key, idOf('meeting', key))));
await db.$disconnect();

const accounts = people.filter(({ key }) => ['admin', 'rezaei', 'weber', 'sara', 'emma'].includes(key)).map((person) => `  ${emailOf(person).padEnd(22)} ${person.role}`);
process.stdout.write(`Demo school. Sign in as any of these with the password ${password}\n${accounts.join('\n')}\n`);
