import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatDateTime } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import type { PlatformView } from '#lib/lti/queries.ts';
import { ApproveButton } from './approve-button.tsx';
import type { AccountChoice } from './platform-form.tsx';
import { PlatformMenu } from './platform-menu.tsx';

/** One platform: who it is, and whether it may send people. */
export async function PlatformCard({ platform, accounts }: { platform: PlatformView; accounts: readonly AccountChoice[] }) {
  const [t, preferences] = await Promise.all([getTranslations('ltiPlatforms'), formatPreferences()]);
  const { id, name, accountName, issuer, clientId, deploymentIds, isPending, isDisabled, lastUsedAt } = platform;
  const facts = [t('forAccount', { name: accountName }), lastUsedAt ? t('lastUsed', { date: formatDateTime(lastUsedAt, preferences, 'dateTime') }) : t('neverUsed')];
  const details = [['issuer', issuer], ['clientId', clientId], ['deploymentIds', deploymentIds.join(', ')]] as const;
  return (
    <Card>
      <section aria-labelledby={`platform-${id}`} className="flex flex-col gap-4">
        <header className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h2 id={`platform-${id}`} className="flex flex-wrap items-center gap-2 text-base font-semibold">
              <bdi>{name}</bdi>
              {isPending ? <Badge tone="warning">{t('pending')}</Badge> : null}
              {isDisabled ? <Badge tone="warning">{t('disabled')}</Badge> : null}
            </h2>
            <p className="mt-1 text-sm text-ink-soft">{facts.join(' · ')}</p>
          </div>
          <PlatformMenu platform={platform} accounts={accounts} />
        </header>
        <dl className="flex flex-col gap-2 text-sm">
          {details.map(([label, value]) => (value === '' ? null : (
            <div key={label} className="flex flex-wrap gap-x-3">
              <dt className="text-ink-soft">{t(label)}</dt>
              <dd className="min-w-0 break-all" dir="ltr">{value}</dd>
            </div>
          )))}
        </dl>
        {isPending ? <ApproveButton platformId={id} /> : null}
      </section>
    </Card>
  );
}
