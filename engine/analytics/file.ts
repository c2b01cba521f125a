import { create } from '@bufbuild/protobuf';
import { AnalyticsResultSchema } from '#generated/proto/plugnmeet/analytics_pb.js';
import { roomMetadataOf, userMetadataOf } from '#engine/rooms/metadata.ts';
import { isBot } from '#engine/rooms/records.ts';
import type { RoomRecord, UserRecord } from '#engine/rooms/records.ts';
import { toWireJsonText } from '#lib/plugnmeet/json.ts';
import type { Note } from './notes.ts';

/** Notes of one event, in the order they came. */
interface EventData {
  name: string;
  total: number;
  values: { time: bigint; value: string }[];
}

/** The events of a person or the room, each once: counted ones with their sum, listed ones with their values. */
export function eventsOf(notes: readonly Note[]): EventData[] {
  const events = new Map<string, EventData>();
  for (const { event, at, amount, value } of notes.toSorted((left, right) => Number(left.at - right.at))) {
    const data = events.get(event) ?? { name: event, total: 0, values: [] };
    events.set(event, data);
    data.total += amount ?? 1;
    if (value !== null) data.values.push({ time: at, value });
  }
  return [...events.values()];
}

/** The media server tells when people come and go in whole seconds. */
const inexact = 1000;

/** How long somebody was there, ms: what can have been talked at most. */
function presence(notes: readonly Note[], endedAt: number): number {
  const times = (event: string): number[] => notes.filter((note) => note.event === event).map(({ at }) => Number(at)).toSorted((left, right) => left - right);
  const lefts = times('left');
  return times('joined').reduce((sum, joined, index) => sum + Math.max(0, (lefts[index] ?? endedAt) - joined) + inexact, 0);
}

function personEvents(notes: readonly Note[], endedAt: number): EventData[] {
  const longest = presence(notes, endedAt);
  return eventsOf(notes).map((event) => (event.name === 'talked_duration' ? { ...event, total: Math.min(event.total, longest) } : event));
}

/** The analytics file of a session that ended (wire §6.10), as text. People are those who were in the media; bots and hidden ones are nobody. */
export function analyticsFile(room: RoomRecord, users: readonly UserRecord[], notes: readonly Note[]): string {
  const metadata = roomMetadataOf(room);
  const endedSeconds = Math.floor(room.endedAt / 1000);
  const people = users.filter((user) => user.hasJoinedMedia && !user.isHidden && !isBot(user.userId));
  const result = create(AnalyticsResultSchema, {
    room: {
      roomId: room.roomId,
      roomTitle: metadata.roomTitle,
      roomTotalUsers: BigInt(people.length),
      roomCreation: BigInt(room.createdAt),
      roomEnded: BigInt(endedSeconds),
      roomDuration: BigInt(Math.max(0, endedSeconds - room.createdAt)),
      enabledE2ee: metadata.roomFeatures?.endToEndEncryptionFeatures?.isEnabled ?? false,
      events: eventsOf(notes.filter(({ userId }) => userId === '')),
    },
    users: people.map((user) => ({
      userId: user.userId,
      name: user.name,
      isAdmin: user.isAdmin,
      exUserId: userMetadataOf(user).exUserId || undefined,
      events: personEvents(notes.filter(({ userId }) => userId === user.userId), room.endedAt),
    })),
  });
  return toWireJsonText(AnalyticsResultSchema, result);
}
