'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { formatBytes, formatClock, formatDateTime } from '#lib/i18n/format.ts';
import type { RecordingRow } from '#lib/recordings/queries.ts';
import { BulkBar } from './bulk-bar.tsx';
import { RecordingCard, RecordingTitle } from './recording-card.tsx';
import { RecordingState } from './recording-state.tsx';

interface RecordingLibraryProps {
  rows: readonly RecordingRow[];
  view: 'grid' | 'list';
  /** Whether the deleted ones are being looked at. */
  deleted: boolean;
}

/** Recordings as pictures or as a list; those who may change them select several and act on them together. */
export function RecordingLibrary({ rows, view, deleted }: RecordingLibraryProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const manageable = rows.filter(({ mayManage }) => mayManage).map(({ id }) => id);
  const selected = manageable.filter((id) => chosen.has(id));
  const toggle = (id: string) => setChosen((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  const List = view === 'grid' ? Grid : Table;
  return (
    <>
      {manageable.length > 0 ? <BulkBar selected={selected} total={manageable.length} deleted={deleted} onSelectAll={() => setChosen(new Set(manageable))} onClear={() => setChosen(new Set())} /> : null}
      <List rows={rows} isSelected={(id) => chosen.has(id)} toggle={toggle} />
    </>
  );
}

interface ListProps {
  rows: readonly RecordingRow[];
  isSelected: (id: string) => boolean;
  toggle: (id: string) => void;
}

function SelectBox({ row, isSelected, toggle }: { row: RecordingRow } & Omit<ListProps, 'rows'>) {
  const t = useTranslations('recordings');
  return (
    <label className="grid size-11 shrink-0 place-items-center">
      <input type="checkbox" aria-label={t('select', { title: row.title })} checked={isSelected(row.id)} onChange={() => toggle(row.id)} className="size-5 accent-accent" />
    </label>
  );
}

function Grid({ rows, ...selection }: ListProps) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {rows.map((row) => <RecordingCard key={row.id} row={row} corner={row.mayManage ? <SelectBox row={row} {...selection} /> : null} />)}
    </ul>
  );
}

function Table({ rows, ...selection }: ListProps) {
  const t = useTranslations('recordings');
  const preferences = useFormatPreferences();
  const columns: Column<RecordingRow>[] = [
    { key: 'title', header: t('columnTitle'), primary: true, renderCell: (row) => <span className="block max-md:pe-10"><RecordingTitle row={row} /></span> },
    { key: 'class', header: t('columnClass'), renderCell: (row) => <bdi>{row.classTitle}</bdi> },
    { key: 'recorded', header: t('columnRecorded'), unbroken: true, renderCell: (row) => formatDateTime(row.recordedAt, preferences, 'dateTime') },
    { key: 'length', header: t('columnLength'), numeric: true, renderCell: (row) => (row.durationSeconds === null ? '' : formatClock(row.durationSeconds, preferences)) },
    { key: 'size', header: t('columnSize'), numeric: true, renderCell: (row) => (row.bytes === 0 ? '' : formatBytes(row.bytes, preferences)) },
    ...(rows.some(({ mayManage }) => mayManage)
      ? [
          { key: 'state', header: t('columnState'), renderCell: (row: RecordingRow) => <RecordingState row={row} /> },
          { key: 'select', header: t('columnSelect'), quiet: true, corner: true, renderCell: (row: RecordingRow) => (row.mayManage ? <SelectBox row={row} {...selection} /> : null) },
        ]
      : []),
  ];
  return <DataList caption={t('caption')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
