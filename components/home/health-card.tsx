import { CircleAlert, CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { isClassroomUp } from '#lib/meetings/health.ts';

/** Whether all is well, for admins. Streamed in: the page does not wait for a server that is slow. */
export function HealthCard() {
  return <Suspense fallback={<Skeleton className="h-40 rounded-lg" />}><Checked /></Suspense>;
}

async function Checked() {
  return <Health isClassroomWell={await isClassroomUp()} />;
}

function Health({ isClassroomWell }: { isClassroomWell: boolean }) {
  const t = useTranslations('home');
  return (
    <Card title={t('healthTitle')} description={isClassroomWell ? t('healthGood') : t('healthBad')}>
      <ul className="flex flex-col gap-2 text-sm">
        {/* This page was read from it. */}
        <Part name={t('healthDatabase')} isWell />
        <Part name={t('healthClassroom')} isWell={isClassroomWell} />
      </ul>
      {isClassroomWell ? null : <p className="mt-3 text-sm text-ink-soft">{t('healthHint')}</p>}
    </Card>
  );
}

function Part({ name, isWell }: { name: string; isWell: boolean }) {
  const t = useTranslations('home');
  const Icon = isWell ? CircleCheck : CircleAlert;
  return (
    <li className="flex items-center justify-between gap-4">
      <span>{name}</span>
      <span className={isWell ? 'flex items-center gap-1.5 text-success-text' : 'flex items-center gap-1.5 text-danger-text'}>
        <Icon aria-hidden className="size-4" />
        {isWell ? t('working') : t('notAnswering')}
      </span>
    </li>
  );
}
