import { z } from 'zod';

/** 64-bit numbers are texts (spec §6.10). */
const number = z.union([z.string().regex(/^-?\d{1,19}$/), z.number()]).transform(Number);
const event = z.object({
  name: z.string(),
  total: z.number().nonnegative().default(0),
  values: z.array(z.object({ time: number, value: z.string().default('') })).nullish().transform((values) => values ?? []),
});
const events = z.array(event).nullish().transform((list) => new Map((list ?? []).map((item) => [item.name, item])));
const fileSchema = z.object({
  room: z.object({ room_id: z.string(), room_ended: number, events }),
  users: z.array(z.object({ user_id: z.string().min(1), name: z.string().default(''), is_admin: z.boolean().default(false), events })).nullish().transform((users) => users ?? []),
});

type Events = z.output<typeof events>;

/** From and to, Unix ms. */
export type Span = readonly [from: number, to: number];

/** What one person did; times in whole seconds. */
export interface PersonFigure {
  participantId: string;
  name: string;
  isModerator: boolean;
  talkedSeconds: number;
  talkedTimes: number;
  microphoneSeconds: number;
  cameraSeconds: number;
  screenSeconds: number;
  publicMessages: number;
  privateMessages: number;
  reactions: number;
  handsRaised: number;
  filesShared: number;
  strokes: number;
  votes: number;
  badConnections: number;
  cameraSpans: Span[];
}

const pollSchema = z.object({ poll_id: z.string(), question: z.string(), options: z.array(z.object({ id: z.coerce.number(), text: z.string() })) });
const voteSchema = z.object({ poll_id: z.string(), selected_option: z.coerce.number() });

/** A question that was asked, and how often each answer was chosen. */
export const pollFigure = z.object({ question: z.string(), options: z.array(z.object({ text: z.string(), votes: z.int() })) });
export type PollFigure = z.output<typeof pollFigure>;

/** What the analytics file of a meeting says. */
export interface MeetingFigure {
  /** The room it is of. */
  roomId: string;
  people: PersonFigure[];
  polls: PollFigure[];
}

/** A microphone that is muted is off. */
const beginnings = new Set(['ANALYTICS_STATUS_STARTED', 'ANALYTICS_STATUS_UNMUTED']);
const endings = new Set(['ANALYTICS_STATUS_ENDED', 'ANALYTICS_STATUS_MUTED']);

/** From each start to the end that follows it; what never ended lasted until the meeting did. */
export function spansOf(values: readonly { time: number; value: string }[], until: number): Span[] {
  const spans: Span[] = [];
  let from: number | null = null;
  for (const { time, value } of values.toSorted((left, right) => left.time - right.time)) {
    if (beginnings.has(value)) from ??= time;
    else if (endings.has(value) && from !== null) {
      spans.push([from, Math.max(from, time)]);
      from = null;
    }
  }
  if (from !== null) spans.push([from, Math.max(from, until)]);
  return spans;
}

function seconds(spans: readonly Span[]): number {
  return Math.round(spans.reduce((sum, [from, to]) => sum + to - from, 0) / 1000);
}

function personFigure({ user_id: participantId, name: called, is_admin: isModerator, events: did }: z.output<typeof fileSchema>['users'][number], until: number): PersonFigure {
  const total = (name: string): number => Math.round(did.get(name)?.total ?? 0);
  const spans = (name: string): Span[] => spansOf(did.get(name)?.values ?? [], until);
  const cameraSpans = spans('webcam_status');
  return {
    participantId,
    name: called === '' ? participantId : called,
    isModerator,
    talkedSeconds: Math.round(total('talked_duration') / 1000),
    talkedTimes: total('talked'),
    microphoneSeconds: seconds(spans('mic_status')),
    cameraSeconds: seconds(cameraSpans),
    screenSeconds: seconds(spans('screen_share_status')),
    publicMessages: total('public_chat'),
    privateMessages: total('private_chat'),
    reactions: total('reaction'),
    handsRaised: total('raise_hand'),
    filesShared: total('chat_files') + total('whiteboard_files'),
    strokes: total('whiteboard_annotated'),
    votes: total('voted_poll'),
    badConnections: (did.get('connection_quality')?.values ?? []).filter(({ value }) => value === 'poor' || value === 'lost').length,
    cameraSpans,
  };
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function pollFigures(room: Events, people: readonly { events: Events }[]): PollFigure[] {
  const votes = people.flatMap(({ events: did }) => did.get('voted_poll')?.values ?? []).flatMap(({ value }) => parsed(voteSchema, value) ?? []);
  return (room.get('poll_added')?.values ?? []).flatMap(({ value }) => {
    const poll = parsed(pollSchema, value);
    if (!poll) return [];
    const options = poll.options.map(({ id, text }) => ({ text, votes: votes.filter((vote) => vote.poll_id === poll.poll_id && vote.selected_option === id).length }));
    return [{ question: poll.question, options }];
  });
}

/** Reads an analytics file (spec §6.10), of the engine or of a plugNmeet server; null when it is none. */
export function readFigures(text: string, isPerson: (participantId: string) => boolean): MeetingFigure | null {
  const file = parsed(fileSchema, text);
  if (!file) return null;
  const until = file.room.room_ended * 1000;
  const users = file.users.filter(({ user_id: id }) => isPerson(id));
  return { roomId: file.room.room_id, people: users.map((user) => personFigure(user, until)), polls: pollFigures(file.room.events, users) };
}
