'use server';

import type { ActionResult } from '#lib/action.ts';
import { runAction } from '#lib/server-action.ts';
import { cancelClassAction, createClassAction, updateClassAction } from './definitions.ts';

/** Schedules a class. */
export async function createClass(input: unknown): Promise<ActionResult<{ classId: string; joinCode: string }>> {
  return runAction(createClassAction, input);
}

/** Changes a class. */
export async function updateClass(input: unknown): Promise<ActionResult<{ classId: string }>> {
  return runAction(updateClassAction, input);
}

/** Cancels a class. */
export async function cancelClass(input: unknown): Promise<ActionResult<{ classId: string }>> {
  return runAction(cancelClassAction, input);
}
