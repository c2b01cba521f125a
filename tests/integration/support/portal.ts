import type { z } from 'zod';
import type { Class } from '#generated/prisma/client.ts';
import { executeAction, type ActionDefinition, type ActionResult } from '#lib/action.ts';
import type { Actor, UserActor } from '#lib/actor.ts';
import { newJoinCode } from '#lib/classes/join-code.ts';
import { database } from '#lib/db/client.ts';
import { requestOf } from '#tests/fixtures/people.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';
import { usePortalDatabase } from '#tests/harness/portal-database.ts';
import type { Services } from '#tests/harness/services.ts';

/** Makes this process a portal with a database of its own, so that tests can call its use cases directly. Returns the database's address. */
export function usePortal(services: Services, name: string, plugnmeetUrl = 'http://127.0.0.1:1'): Promise<string> {
  return usePortalDatabase(services, name, {
    PLUGNMEET_URL: plugnmeetUrl,
    PLUGNMEET_PUBLIC_URL: 'http://engine.public',
    PLUGNMEET_API_KEY: apiKey,
    PLUGNMEET_API_SECRET: apiSecret,
  });
}

/** A class that begins in an hour, unless told otherwise. */
export function makeClass(owner: UserActor, changes: Partial<Class> = {}): Promise<Class> {
  const startsAt = new Date(Date.now() + 3_600_000);
  return database().class.create({ data: { title: 'Geometry', startsAt, durationMinutes: 60, timeZone: 'UTC', joinCode: newJoinCode(), ...changes, ownerId: owner.userId } });
}

/** Calls an action as this actor. */
export function call<Schema extends z.ZodType, T>(definition: ActionDefinition<Schema, T>, actor: Actor, input: unknown, ip?: string): Promise<ActionResult<T>> {
  return executeAction(definition, requestOf(actor, ip), input);
}

/** The data of an action that must have worked. */
export async function succeed<T>(result: Promise<ActionResult<T>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(`the action failed with ${got.code} ${got.field ?? ''}`);
  return got.data;
}
