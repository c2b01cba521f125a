import Link from 'next/link';
import { formatDateTime, type FormatPreferences } from '#lib/i18n/format.ts';
import type { PublicRecording } from '#lib/recordings/public.ts';
import { RecordingPoster } from './recording-poster.tsx';

/** Recordings everybody may watch, as pictures with their titles. */
export function PublicRecordings({ rows, preferences }: { rows: readonly PublicRecording[]; preferences: FormatPreferences }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {rows.map(({ linkCode, title, classTitle, teacherName, recordedAt, durationSeconds, hasPicture, hasPoster }) => (
        <li key={linkCode} className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface">
          <Link href={`/watch/${linkCode}`} tabIndex={-1} aria-hidden><RecordingPoster picture={hasPoster ? `/api/watch/${linkCode}/files/poster` : null} durationSeconds={durationSeconds} hasPicture={hasPicture} /></Link>
          <div className="flex flex-col gap-1 p-4">
            <h2 className="text-base font-medium break-words"><Link href={`/watch/${linkCode}`} className="text-ink no-underline hover:text-accent-text hover:underline"><bdi>{title}</bdi></Link></h2>
            <span className="text-sm text-ink-soft">{formatDateTime(recordedAt, preferences, 'dateTime')}</span>
            {classTitle === title ? null : <span className="truncate text-sm text-ink-soft"><bdi>{classTitle}</bdi></span>}
            <span className="truncate text-sm text-ink-soft"><bdi>{teacherName}</bdi></span>
          </div>
        </li>
      ))}
    </ul>
  );
}
