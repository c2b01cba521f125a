'use server';

import type { ActionResult } from '#lib/action.ts';
import { runAction } from '#lib/server-action.ts';
import {
  addTextTrackAction, cutRecordingAction, deleteRecordingsAction, describeRecordingAction, keepRecordingAction, publishRecordingsAction, removeTextTrackAction,
  restoreRecordingsAction, retryRecordingAction, savePositionAction, setRuleAction, setVisibilityAction, uncutRecordingAction,
} from './definitions.ts';

type Changed = { recordingIds: string[] };

export async function describeRecording(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(describeRecordingAction, input);
}

export async function publishRecordings(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(publishRecordingsAction, input);
}

export async function setVisibility(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(setVisibilityAction, input);
}

export async function deleteRecordings(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(deleteRecordingsAction, input);
}

export async function restoreRecordings(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(restoreRecordingsAction, input);
}

export async function retryRecording(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(retryRecordingAction, input);
}

export async function savePosition(input: unknown): Promise<ActionResult<{ seconds: number }>> {
  return runAction(savePositionAction, input);
}

export async function cutRecording(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(cutRecordingAction, input);
}

export async function uncutRecording(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(uncutRecordingAction, input);
}

export async function addTextTrack(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(addTextTrackAction, input);
}

export async function removeTextTrack(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(removeTextTrackAction, input);
}

export async function keepRecording(input: unknown): Promise<ActionResult<Changed>> {
  return runAction(keepRecordingAction, input);
}

export async function setRule(input: unknown): Promise<ActionResult<{ deleteAfterDays: number | null }>> {
  return runAction(setRuleAction, input);
}
