import { randomUUID } from 'node:crypto';
import type { Class, Role } from '#generated/prisma/client.ts';
import { executeAction, type ActionDefinition, type ActionResult, type RequestContext } from '#lib/action.ts';
import type { Actor, UserActor } from '#lib/actor.ts';
import { newJoinCode } from '#lib/classes/join-code.ts';
import { database } from '#lib/db/client.ts';
import { apiKey, apiSecret } from '#tests/harness/engine.ts';
import type { Services } from '#tests/harness/services.ts';
import type { z } from 'zod';

/** Makes this process a portal on the run's services, so that tests can call its use cases directly. */
export function becomePortal(services: Services, plugnmeetUrl: string): void {
  Object.assign(process.env, {
    DATABASE_URL: services.databaseUrl,
    PORTAL_URL: 'http://127.0.0.1:1',
    NEXTAUTH_SECRET: 'a-session-secret-only-this-test-run-knows',
    PLUGNMEET_URL: plugnmeetUrl,
    PLUGNMEET_PUBLIC_URL: 'http://engine.public',
    PLUGNMEET_API_KEY: apiKey,
    PLUGNMEET_API_SECRET: apiSecret,
    LOG_LEVEL: 'silent',
  });
}

/** An account of its own for one test. */
export async function makeUser(role: Role, name = `${role} of a test`): Promise<UserActor> {
  const email = `${randomUUID()}@school.example`;
  const user = await database().user.create({ data: { email, name, role } });
  return { role, userId: user.id, name, email };
}

/** A class that begins in an hour, unless told otherwise. */
export function makeClass(owner: UserActor, changes: Partial<Class> = {}): Promise<Class> {
  const startsAt = new Date(Date.now() + 3_600_000);
  return database().class.create({ data: { title: 'Geometry', startsAt, durationMinutes: 60, timeZone: 'UTC', joinCode: newJoinCode(), ...changes, ownerId: owner.userId } });
}

export const guest: Actor = { role: 'guest', userId: null, guestId: null };

/** A request of this actor, from an address of its own so that limits of tests do not meet. */
export function contextOf(actor: Actor, ip: string = randomUUID()): RequestContext {
  return { actor, ip, requestId: randomUUID() };
}

/** Calls an action as this actor. */
export function call<Schema extends z.ZodType, T>(definition: ActionDefinition<Schema, T>, actor: Actor, input: unknown, ip?: string): Promise<ActionResult<T>> {
  return executeAction(definition, contextOf(actor, ip), input);
}

/** The data of an action that must have worked. */
export async function succeed<T>(result: Promise<ActionResult<T>>): Promise<T> {
  const got = await result;
  if (!got.ok) throw new Error(`the action failed with ${got.code} ${got.field ?? ''}`);
  return got.data;
}
