import 'server-only';
import type { z } from 'zod';
import { executeAction, type ActionDefinition, type ActionResult } from './action.ts';
import { requestContext } from './request-context.ts';

/** Runs an action for whoever sent this request; what `lib/<feature>/actions.ts` consists of. */
export async function runAction<Schema extends z.ZodType, T>(definition: ActionDefinition<Schema, T>, input: unknown): Promise<ActionResult<T>> {
  return executeAction(definition, await requestContext(), input);
}
