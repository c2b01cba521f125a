import { z } from 'zod';
import { hasDeceptiveCharacters, titleText } from '#lib/text/name.ts';

export const visibilities = ['private', 'course', 'link', 'public'] as const;
export type Visibility = (typeof visibilities)[number];

export const fileKinds = ['original', 'small', 'audio', 'poster', 'strip', 'cut'] as const;
export type FileKind = (typeof fileKinds)[number];

/** Why a recording, or what is made of it, is not there; each has a text of its own. */
export const failureReasons = ['unreadable', 'gone', 'tooLarge', 'gaveUp', 'noFfmpeg', 'cutFailed'] as const;
export type FailureReason = (typeof failureReasons)[number];

/** How many pictures the preview strip has, in so many columns, each so many dots large. */
export const strip = { count: 100, columns: 10, width: 160, height: 90 } as const;

/** Days a deleted recording can be brought back. */
export const graceDays = 30;

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const lenient = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(first, schema);

/** What stands in the address of the library; what makes no sense counts as not there. */
export const recordingFilter = z.object({
  q: lenient(z.string().trim().max(80).catch('')),
  classId: lenient(z.uuid().optional().catch(undefined)),
  show: lenient(z.enum(['all', 'published', 'unpublished', 'working', 'failed', 'deleted']).catch('all')),
  visibility: lenient(z.enum(visibilities).optional().catch(undefined)),
  since: lenient(z.enum(['any', 'week', 'month', 'year']).catch('any')),
  view: lenient(z.enum(['grid', 'list']).catch('grid')),
  page: lenient(z.coerce.number().int().min(1).max(10_000).catch(1)),
});
export type RecordingFilter = z.output<typeof recordingFilter>;

const description = z
  .string()
  .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
  .refine((text) => text.length <= 2000 && !hasDeceptiveCharacters(text.replaceAll('\n', ' ')));

const recordingId = z.uuid();
export const recordingIdInput = z.object({ recordingId });
export const recordingIdsInput = z.object({ recordingIds: z.array(recordingId).min(1).max(100) });
export const describeInput = z.object({ recordingId, title: titleText, description });
export const publishInput = recordingIdsInput.extend({ published: z.boolean() });
export const visibilityInput = z.object({ recordingId, visibility: z.enum(visibilities) });
export const positionInput = z.object({ recordingId, seconds: z.number().min(0).max(604_800) });

export const cutInput = z.object({ recordingId, from: z.number().min(0).max(604_800), to: z.number().positive().max(604_800) });

/** The name of a language, e.g. `fa` or `en-GB`, as BCP 47 writes it. */
export const languageTag = z.string().max(35).transform((text, context) => {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? z.NEVER;
  } catch {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
});

/** Letters of a caption file: more than twice what is said in three hours. */
export const longestCaptions = 400_000;
export const textTrackInput = z.object({ recordingId, language: languageTag, text: z.string().max(longestCaptions) });
export const removeTextTrackInput = z.object({ recordingId, language: languageTag });

export const keepInput = z.object({ recordingId, kept: z.boolean() });

/** Days after which old recordings are deleted; a week at least, ten years at most. */
const ruleDays = { min: 7, max: 3650 } as const;
export const ruleInput = z.object({ deleteAfterDays: z.int().min(ruleDays.min).max(ruleDays.max).nullable() });
