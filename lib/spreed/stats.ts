import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { database } from '#lib/db/client.ts';
import { visitorPrefix } from '#lib/meetings/participants.ts';

let collecting: PerformanceObserver | undefined;
let pausedMs = 0;

/** What this process says of itself, under the names of the original's runtime. */
function runtime() {
  collecting ??= new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) pausedMs += duration;
  });
  collecting.observe({ entryTypes: ['gc'] });
  const heap = getHeapStatistics();
  return {
    goroutines: process.getActiveResourcesInfo().length,
    alloc: heap.used_heap_size,
    mallocs: heap.malloced_memory,
    frees: heap.total_available_size,
    pauses: Math.round(pausedMs),
    heap: heap.total_heap_size,
    stack: process.memoryUsage().rss - heap.total_heap_size,
  };
}

/** Who is in the rooms of an account now, and what was said in them; with `details` each connection by its ids. */
export async function stats(accountId: string, details: boolean) {
  const ofAccount = { class: { outside: { source: 'spreed' as const, accountId } } };
  const [open, count, { _sum: said }] = await Promise.all([
    database().meeting.findMany({
      where: { ...ofAccount, status: 'active' },
      select: { class: { select: { outside: { select: { externalId: true } } } }, attendances: { where: { leftAt: null }, select: { participantSid: true, participantId: true }, orderBy: { joinedAt: 'asc' } } },
    }),
    database().attendance.count({ where: { meeting: ofAccount } }),
    database().personFigures.aggregate({ where: { figures: { meeting: ofAccount } }, _sum: { publicMessages: true, privateMessages: true } }),
  ]);
  const rooms = open.map(({ class: { outside }, attendances }) => ({ name: outside?.externalId ?? '', people: attendances }));
  const connections = rooms.flatMap(({ people }) => people);
  const ids = [...new Set(connections.map(({ participantId }) => participantId))];
  const users = ids.filter((id) => id.startsWith(visitorPrefix));
  const hub = {
    rooms: rooms.length, connections: connections.length, sessions: ids.length, users: users.length, count,
    broadcastchatmessages: said.publicMessages ?? 0, unicastchatmessages: said.privateMessages ?? 0,
  };
  if (!details) return { Runtime: runtime(), Hub: hub };
  const detailed = {
    idsinroom: Object.fromEntries(rooms.map(({ name, people }) => [name, people.map(({ participantId }) => participantId)])),
    sessionsbyid: Object.fromEntries(rooms.flatMap(({ name, people }) => people.map(({ participantId }) => [participantId, { Id: participantId, Room: name }]))),
    usersbyid: Object.fromEntries(users.map((id) => [id, connections.filter(({ participantId }) => participantId === id).length])),
    connectionsbyidx: Object.fromEntries(connections.map(({ participantId }, at) => [String(at + 1), participantId])),
  };
  return { Runtime: runtime(), Hub: { ...hub, ...detailed } };
}
