'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import type { RecordingRow } from '#lib/recordings/queries.ts';
import { RecordingPoster } from './recording-poster.tsx';
import { RecordingState } from './recording-state.tsx';

export function RecordingTitle({ row }: { row: RecordingRow }) {
  return <Link href={`/recordings/${row.id}`} className="font-medium break-words text-ink no-underline hover:text-accent-text hover:underline"><bdi>{row.title}</bdi></Link>;
}

/** A recording as a picture with its title, in a list of such. */
export function RecordingCard({ row, corner }: { row: RecordingRow; corner?: ReactNode }) {
  const preferences = useFormatPreferences();
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface">
      <Link href={`/recordings/${row.id}`} tabIndex={-1} aria-hidden>
        <RecordingPoster picture={row.hasPoster ? `/api/recordings/${row.id}/files/poster` : null} durationSeconds={row.durationSeconds} hasPicture={row.hasPicture} isImporting={row.state === 'importing'} />
      </Link>
      <div className="flex flex-1 items-start gap-1 p-3 ps-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1 py-1.5">
          <RecordingTitle row={row} />
          <span className="text-sm text-ink-soft">{formatDateTime(row.recordedAt, preferences, 'dateTime')}</span>
          {row.classTitle === row.title ? null : <span className="truncate text-sm text-ink-soft"><bdi>{row.classTitle}</bdi></span>}
          <span className="mt-1 empty:hidden"><RecordingState row={row} /></span>
        </div>
        {corner}
      </div>
    </li>
  );
}
