import { z } from 'zod';
import { durationLimits, type ClassInput } from '#lib/classes/schema.ts';
import type { RoomExtras } from '#lib/plugnmeet/metadata.ts';
import { hasDeceptiveCharacters, tidy } from '#lib/text/name.ts';

const no = z.stringbool({ truthy: [], falsy: ['false'], case: 'insensitive' }).optional().catch(undefined);
const yes = z.stringbool({ truthy: ['true'], falsy: [], case: 'insensitive' }).optional().catch(undefined);
const colour = z.string().regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i).optional().catch(undefined);
const logo = z.url({ protocol: /^https$/ }).max(2048).optional().catch(undefined);

/** What a platform may ask of a room with custom parameters (portal contracts D1), by their names without `custom_`. What makes no sense counts as not there. */
const customParameters = z.object({
  room_duration: z.coerce.number().int().min(1).max(durationLimits.max * 2).optional().catch(undefined),
  allow_polls: no,
  allow_shared_note_pad: no,
  allow_breakout_room: no,
  allow_recording: no,
  allow_rtmp: no,
  allow_view_other_webcams: no,
  allow_view_other_users_list: no,
  mute_on_start: yes,
  primary_color: colour,
  secondary_color: colour,
  background_color: colour,
  custom_logo: logo,
});
const names = customParameters.keyof().options;

const storedCustom = z.object({
  room_duration: z.number(), allow_polls: z.boolean(), allow_shared_note_pad: z.boolean(), allow_breakout_room: z.boolean(), allow_recording: z.boolean(), allow_rtmp: z.boolean(),
  allow_view_other_webcams: z.boolean(), allow_view_other_users_list: z.boolean(), mute_on_start: z.boolean(),
  primary_color: z.string(), secondary_color: z.string(), background_color: z.string(), custom_logo: z.string(),
}).partial();
/** A room's title and what its platform asks of it, as the database and tokens hold it. */
export const storedWishes = z.object({ title: z.string(), custom: storedCustom });
export type RoomWishes = z.output<typeof storedWishes>;

const longestTitle = 120;

/** Reads them out of a launch; `custom` gives a custom parameter by its name without `custom_`. */
export function readWishes(titles: readonly (string | undefined)[], custom: (name: string) => string | undefined): RoomWishes {
  const title = titles.map((text) => lineOf(text, longestTitle)).find((text) => text !== '') ?? '';
  const given = customParameters.parse(Object.fromEntries(names.map((name) => [name, custom(name)])));
  return { title, custom: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** A text of a platform on one line, without characters that disguise it. */
export function lineOf(text: string | undefined, longest: number): string {
  const shown = tidy([...(text ?? '')].filter((letter) => !hasDeceptiveCharacters(letter)).join(''));
  return [...shown].slice(0, longest).join('').trim();
}

/** What a class has settings for. */
export function settingsOf({ custom }: RoomWishes): Partial<ClassInput> {
  return {
    withPolls: custom.allow_polls ?? true,
    withNotepad: custom.allow_shared_note_pad ?? true,
    withBreakoutRooms: custom.allow_breakout_room ?? true,
    withRecording: custom.allow_recording ?? true,
  };
}

/** What a class has no settings for. */
export function extrasOf({ custom }: RoomWishes): RoomExtras {
  return {
    ...(custom.room_duration === undefined ? {} : { longestMinutes: custom.room_duration }),
    mutedOnStart: custom.mute_on_start ?? false,
    withoutStreaming: custom.allow_rtmp === false,
    hidesOthersCameras: custom.allow_view_other_webcams === false,
    hidesPeople: custom.allow_view_other_users_list === false,
  };
}
