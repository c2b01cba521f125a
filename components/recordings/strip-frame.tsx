'use client';

import { strip } from '#lib/recordings/schema.ts';

/** The small picture of a moment, given as its share of the whole, out of the preview strip. */
export function StripFrame({ pictures, at }: { pictures: string; at: number }) {
  const index = Math.max(0, Math.min(strip.count - 1, Math.floor(at * strip.count)));
  const left = (index % strip.columns) * strip.width;
  const top = Math.floor(index / strip.columns) * strip.height;
  return <span aria-hidden className="block rounded-sm border border-line-strong" style={{ width: strip.width, height: strip.height, backgroundImage: `url("${pictures}")`, backgroundPosition: `${-left}px ${-top}px` }} />;
}
