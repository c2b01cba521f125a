import { captionOperations } from './captions.ts';
import { classOperations } from './classes.ts';
import { editingOperations } from './editing.ts';
import { figureOperations } from './figures.ts';
import { keyOperations } from './keys.ts';
import { meetingOperations } from './meetings.ts';
import { moderatingOperations } from './moderating.ts';
import type { RestOperation } from './operation.ts';
import { peopleOperations } from './people.ts';
import { recordingOperations } from './recordings.ts';
import { webhookOperations } from './webhooks.ts';

export const basePath = '/api/rest/v1';

/** The operations by what they are about, in the order people read them. */
export const operationGroups = {
  Classes: classOperations,
  Meetings: [...meetingOperations, ...moderatingOperations],
  Figures: figureOperations,
  Recordings: [...recordingOperations, ...editingOperations, ...captionOperations],
  People: peopleOperations,
  Webhooks: webhookOperations,
  Key: keyOperations,
} as const satisfies Record<string, readonly RestOperation[]>;

/** Every operation of the public REST API. */
export const operations: readonly RestOperation[] = Object.values(operationGroups).flat();
