import { z } from 'zod';
import { parseJson } from '../parse.ts';

/** What the wire says about an element; everything else in it is the drawing library's own. */
export interface BoardElement {
  id: string;
  version: number;
  versionNonce: number;
  isDeleted: boolean;
}

/** Guides of plugNmeet's own client stay with it (wire §6.6). */
const guideId = 'a4-boundary-guide-id';

/** Frames with other pages in them are not drawn: anybody could put one before the class. */
const drawnTypes = ['rectangle', 'diamond', 'ellipse', 'arrow', 'line', 'freedraw', 'text', 'image', 'frame'] as const;

const elementSchema = z.looseObject({
  id: z.string().min(1).max(128),
  type: z.enum(drawnTypes),
  version: z.number().int().nonnegative(),
  versionNonce: z.number(),
  isDeleted: z.boolean().default(false),
  x: z.number(),
  y: z.number(),
  customData: z.record(z.string(), z.unknown()).nullish(),
});

export type ParsedElement = z.infer<typeof elementSchema>;

/** Reads an element as others wrote it; undefined when it is none that may be shown. */
export function parseElement(text: string): ParsedElement | undefined {
  return elementSchema.safeParse(parseJson(text)).data;
}

export function isShared({ id }: Pick<BoardElement, 'id'>): boolean {
  return id !== guideId;
}

/** Who wins of two states of an element: the higher version, then the lower nonce (wire §6.6). */
export function wins(a: Pick<BoardElement, 'version' | 'versionNonce'>, over: Pick<BoardElement, 'version' | 'versionNonce'>): boolean {
  return a.version === over.version ? a.versionNonce < over.versionNonce : a.version > over.version;
}
