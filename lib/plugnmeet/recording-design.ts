import { z } from 'zod';

/** Where a room's `extra_data` says which language the class speaks (BCP 47). */
export const languageKey = 'language';

/** What a recorder puts between the token and the wishes for a recording. */
const separator = '&custom_design=';

const designSchema = z.object({ language: z.string().regex(/^[A-Za-z]{2,3}(?:-[\dA-Za-z]{2,8})*$/u).max(35), sound_only: z.boolean() }).partial();

/** How a recording is to be made. It travels as plugNmeet's `custom_design`, whose own clients leave what they do not know alone (wire §6.8). */
export interface RecordingDesign {
  /** The language of what is written in the film; the recorder's own when not said. */
  language?: string | undefined;
  /** No picture. */
  soundOnly?: boolean | undefined;
}

export function writeDesign({ language, soundOnly }: RecordingDesign): string {
  return language === undefined && soundOnly !== true ? '' : JSON.stringify({ ...(language !== undefined && { language }), ...(soundOnly === true && { sound_only: true }) });
}

/** Takes apart what a recorder is given as access token; a design that is none of ours says nothing. */
export function readAccessToken(accessToken: string): RecordingDesign & { token: string } {
  const [token = '', design = ''] = accessToken.split(separator, 2);
  try {
    const parsed = designSchema.safeParse(JSON.parse(decodeURIComponent(design))).data;
    return { token, language: parsed?.language, soundOnly: parsed?.sound_only };
  } catch {
    return { token };
  }
}

/** A token with a design behind it. */
export function writeAccessToken(token: string, design: string): string {
  return design === '' ? token : `${token}${separator}${encodeURIComponent(design)}`;
}
