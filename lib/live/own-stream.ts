import 'server-only';
import type { Actor } from '#lib/actor.ts';
import { assertUser } from '#lib/actor.ts';
import { database } from '#lib/db/client.ts';
import { takeFrom } from '#lib/limits.ts';
import { scopeOf } from '#lib/permissions.ts';
import type { LiveChange } from './channel.ts';
import { liveHub } from './hub.ts';
import { eventStreamResponse } from './stream.ts';

/** Tells a signed-in person's pages that one of their classes or meetings changed and they should read again. */
export async function ownChangesStream(request: Request, actor: Actor, ip: string): Promise<Response> {
  assertUser(actor);
  await takeFrom('liveStream', actor.userId);
  return eventStreamResponse(request, ip, (stream) => {
    const tell = () => stream.send('changed', {});
    return liveHub().subscribe((change) => {
      if (change === null) return tell();
      void concerns(actor, change).then((does) => does && tell());
    });
  });
}

async function concerns(actor: Actor & { userId: string }, change: LiveChange): Promise<boolean> {
  const scope = scopeOf(actor.role, 'class.list');
  if (scope === 'any' || change.ownerId === actor.userId) return true;
  if (scope === null) return false;
  const membership = { classId: change.classId, userId: actor.userId };
  try {
    return (await database().classMember.count({ where: membership })) > 0;
  } catch {
    return true;
  }
}
