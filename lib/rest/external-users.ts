import { database } from '#lib/db/client.ts';

/** What an outside system calls these people of its class, by their participant ids; those it did not send are not in it. */
export async function externalUsers(classId: string, participantIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const visits = await database().visit.findMany({
    where: { classId, participantId: { in: [...participantIds] } }, distinct: ['participantId'], select: { participantId: true, externalUserId: true },
  });
  return new Map(visits.map((visit) => [visit.participantId, visit.externalUserId]));
}
