import { CircleAlert, CircleCheck, CircleMinus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { Card } from '#components/ui/card.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Actor } from '#lib/actor.ts';
import { systemHealth, type PartHealth } from '#lib/system/queries.ts';

/** Whether all is well, for admins. Streamed in: the page does not wait for a server that is slow. */
export function HealthCard({ actor }: { actor: Actor }) {
  return <Suspense fallback={<Skeleton className="h-44 rounded-lg" />}><Checked actor={actor} /></Suspense>;
}

async function Checked({ actor }: { actor: Actor }) {
  return <Health parts={await systemHealth(actor)} />;
}

const looks = {
  up: { Icon: CircleCheck, className: 'text-success-text' },
  down: { Icon: CircleAlert, className: 'text-danger-text' },
  off: { Icon: CircleMinus, className: 'text-ink-soft' },
} as const;

function Health({ parts }: { parts: readonly PartHealth[] }) {
  const t = useTranslations('home');
  const isWell = parts.every(({ state }) => state !== 'down');
  return (
    <Card title={t('healthTitle')} description={isWell ? t('healthGood') : t('healthBad')}>
      <ul className="flex flex-col gap-2.5 text-sm">
        {parts.map(({ part, state }) => {
          const { Icon, className } = looks[state];
          return (
            <li key={part} className="flex items-center justify-between gap-4">
              <span>{t(`healthPart.${part}`)}</span>
              <span className={`flex items-center gap-1.5 whitespace-nowrap ${className}`}>
                <Icon aria-hidden className="size-4" />
                {t(`healthState.${state}`)}
              </span>
            </li>
          );
        })}
      </ul>
      {isWell ? null : <p className="mt-3 text-sm text-ink-soft">{t('healthHint')}</p>}
    </Card>
  );
}
