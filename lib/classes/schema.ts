import { z } from 'zod';
import { isTimeZone } from '#lib/i18n/locales.ts';
import { issue } from '#lib/issue.ts';
import { hasDeceptiveCharacters, titleText } from '#lib/text/name.ts';
import { normaliseAccessCode } from './access-code.ts';
import { normaliseJoinCode } from './join-code.ts';
import { classSwitches, type ClassSwitch } from './switches.ts';
import { momentOf } from './time.ts';

export const durationLimits = { min: 5, max: 720 } as const;
export const participantLimits = { min: 2, max: 1000 } as const;
const descriptionMax = 2000;

/** How far back a start still counts as "now": a form takes a moment to fill in. */
export const startGraceMs = 5 * 60_000;

const description = z
  .string()
  .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
  .refine((text) => text.length <= descriptionMax && !hasDeceptiveCharacters(text.replaceAll('\n', ' ')));

const accessCode = z
  .string()
  .nullish()
  .transform((text) => normaliseAccessCode(text ?? ''))
  .pipe(z.union([z.literal('').transform(() => null), z.string().regex(/^[0-9A-Z]{4,12}$/)]));

function switchFields(): Record<ClassSwitch, z.ZodDefault<z.ZodBoolean>> {
  return {
    studentsMaySpeak: z.boolean().default(classSwitches.studentsMaySpeak),
    studentsMayShowCamera: z.boolean().default(classSwitches.studentsMayShowCamera),
    studentsMayShareScreen: z.boolean().default(classSwitches.studentsMayShareScreen),
    studentsMayChat: z.boolean().default(classSwitches.studentsMayChat),
    studentsMayChatPrivately: z.boolean().default(classSwitches.studentsMayChatPrivately),
    studentsMayShareFiles: z.boolean().default(classSwitches.studentsMayShareFiles),
    studentsMayDraw: z.boolean().default(classSwitches.studentsMayDraw),
    studentsMayWriteNotes: z.boolean().default(classSwitches.studentsMayWriteNotes),
    withReactions: z.boolean().default(classSwitches.withReactions),
    withWhiteboard: z.boolean().default(classSwitches.withWhiteboard),
    withNotepad: z.boolean().default(classSwitches.withNotepad),
    withPolls: z.boolean().default(classSwitches.withPolls),
    withBreakoutRooms: z.boolean().default(classSwitches.withBreakoutRooms),
    withSharedMedia: z.boolean().default(classSwitches.withSharedMedia),
    withRecording: z.boolean().default(classSwitches.withRecording),
    recordsFromStart: z.boolean().default(classSwitches.recordsFromStart),
    recordsTeachersOnly: z.boolean().default(classSwitches.recordsTeachersOnly),
    encrypted: z.boolean().default(classSwitches.encrypted),
  };
}

const fields = z.object({
  title: titleText.meta({ example: 'Algebra' }),
  description: description.default(''),
  /** Wall clock in `timeZone`: `2026-11-21T09:30`. */
  startsAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/).meta({ description: 'Wall clock in `timeZone`', example: '2099-01-09T09:00' }),
  timeZone: z.string().refine(isTimeZone).meta({ description: 'IANA name', example: 'Asia/Tehran' }),
  durationMinutes: z.coerce.number().int().min(durationLimits.min).max(durationLimits.max).meta({ example: 60 }),
  guestsAllowed: z.boolean(),
  accessCode,
  waitingRoom: z.boolean(),
  ...switchFields(),
  maxParticipants: z.coerce.number().int().min(participantLimits.min).max(participantLimits.max).nullable().default(null),
});

function withMoment<T extends { startsAt: string; timeZone: string }>(input: T, context: z.RefinementCtx): Omit<T, 'startsAt'> & { startsAt: Date } {
  try {
    return { ...input, startsAt: momentOf(input.startsAt, input.timeZone) };
  } catch {
    context.addIssue(issue(input.startsAt, 'invalidInput', undefined, ['startsAt']));
    return z.NEVER;
  }
}

/** What a teacher fills in for a new class. */
export const createClassInput = fields.transform(withMoment);

/** The same for the class of somebody else. */
export const taughtClassInput = fields.extend({ teacher: z.string().max(254).optional().meta({ description: 'Whose class it is: the `personId` or e-mail address of a teacher or admin. Only for systems that reach the whole school; a class keeps its teacher' }) }).transform(withMoment);

/** The same for an existing one. */
export const updateClassInput = fields.extend({ classId: z.uuid() }).transform(withMoment);

export const cancelClassInput = z.object({ classId: z.uuid() });

/** The code of a join link, as stored. */
export const joinCode = z.string().max(64).transform((text, context) => {
  const code = normaliseJoinCode(text);
  if (code !== null) return code;
  context.addIssue(issue(text, 'linkInvalid'));
  return z.NEVER;
});

export type ClassInput = z.output<typeof createClassInput>;

/** Filters of the class list, as they stand in the URL; anything odd counts as absent. */
export const classListFilter = z.object({
  when: z.enum(['upcoming', 'past', 'cancelled']).catch('upcoming'),
  q: z.string().trim().max(80).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

export type ClassListFilter = z.output<typeof classListFilter>;
