import { z } from 'zod';
import { isLocale } from '#lib/i18n/locales.ts';
import { personName } from '#lib/text/name.ts';

const webAddress = z.url({ protocol: /^https?$/ }).max(2048);

/** Somebody an outside system sends into a class. */
export const visitInput = z.object({
  classId: z.uuid(),
  /** What the system calls them; the same person is the same participant every time. */
  externalUserId: z.string().min(1).max(512).meta({ description: 'What your system calls them; the same person is the same participant every time', example: 'u-7' }),
  name: personName.meta({ example: 'Sara Ahmadi' }),
  isModerator: z.boolean(),
  /** Whether they wait in the waiting room, when the class has one. Moderators never do. */
  waits: z.boolean().default(true),
  avatarUrl: webAddress.nullable().default(null),
  /** The language their pages are in; others keep to the browser's. */
  locale: z.string().refine(isLocale).nullable().default(null),
  /** Where they go when they leave. */
  leaveUrl: webAddress.nullable().default(null),
});

export type VisitInput = z.input<typeof visitInput>;

export const endVisitedMeetingInput = z.object({
  code: z.string().max(64),
  /** The cookie of the visit; added by the server. */
  visit: z.string().max(300).optional(),
});
