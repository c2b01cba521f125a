import { useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { formatDuration, formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';
import type { PersonFigure } from '#lib/figures/read.ts';

/** What each person did, in figures. */
export function FiguresTable({ people, preferences }: { people: readonly PersonFigure[]; preferences: FormatPreferences }) {
  const t = useTranslations('figures');
  const duration = (key: string, header: string, read: (person: PersonFigure) => number): Column<PersonFigure> => ({ key, header, numeric: true, renderCell: (person) => formatDuration(read(person), preferences) });
  const count = (key: string, header: string, read: (person: PersonFigure) => number): Column<PersonFigure> => ({ key, header, numeric: true, renderCell: (person) => formatNumber(read(person), preferences) });
  const columns: Column<PersonFigure>[] = [
    { key: 'name', header: t('name'), primary: true, renderCell: ({ name, isModerator }) => <span className="flex items-center gap-2"><bdi>{name}</bdi>{isModerator ? <Badge tone="accent">{t('teacher')}</Badge> : null}</span> },
    duration('talked', t('talked'), ({ talkedSeconds }) => talkedSeconds),
    duration('microphone', t('microphone'), ({ microphoneSeconds }) => microphoneSeconds),
    duration('camera', t('camera'), ({ cameraSeconds }) => cameraSeconds),
    count('messages', t('messages'), ({ publicMessages }) => publicMessages),
    count('hands', t('hands'), ({ handsRaised }) => handsRaised),
    count('reactions', t('reactions'), ({ reactions }) => reactions),
    count('votes', t('votes'), ({ votes }) => votes),
    { key: 'connection', header: t('connection'), numeric: true, renderCell: ({ badConnections }) => t('times', { count: badConnections }) },
  ];
  return <DataList caption={t('caption')} columns={columns} rows={people} rowKey={({ participantId }) => participantId} />;
}
