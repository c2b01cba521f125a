import { Video } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '#components/ui/button.tsx';
import type { ClassRow } from '#lib/classes/rows.ts';
import { StartButton } from './start-button.tsx';

/** The one way into a class that fits who is looking: start it, go to it, or join it. */
export function ClassEntry({ row }: { row: ClassRow }) {
  const t = useTranslations('classes');
  if (row.state === 'cancelled') return null;
  if (row.mayStart && row.state === 'scheduled') return <StartButton classId={row.id} joinCode={row.joinCode} label={t('start')} />;
  if (row.mayStart && row.state === 'ended') return <StartButton classId={row.id} joinCode={row.joinCode} label={t('startAgain')} variant="secondary" />;
  if (row.state === 'ended') return null;
  return (
    <LinkButton href={`/join/${row.joinCode}`} variant="primary" icon={<Video aria-hidden className="size-4" />}>
      {row.mayStart ? t('enter') : t('join')}
    </LinkButton>
  );
}
