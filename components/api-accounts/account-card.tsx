import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import type { AccountView } from '#lib/api-accounts/queries.ts';
import { formatDateTime, formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { AccountMenu } from './account-menu.tsx';
import type { OwnerChoice } from './account-form.tsx';
import { SecretField } from './secret-field.tsx';

/** One system: what to enter on its side, and when it was last heard of. */
export async function AccountCard({ account, owners }: { account: AccountView; owners: readonly OwnerChoice[] }) {
  const [t, preferences] = await Promise.all([getTranslations('apiAccounts'), formatPreferences()]);
  const facts = [
    t('ownedBy', { name: account.ownerName }),
    t('classCount', { count: account.classCount, shown: formatNumber(account.classCount, preferences) }),
    account.lastUsedAt ? t('lastUsed', { date: formatDateTime(account.lastUsedAt, preferences, 'dateTime') }) : t('neverUsed'),
  ];
  return (
    <Card>
      <section aria-labelledby={`account-${account.id}`} className="flex flex-col gap-4">
        <header className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h2 id={`account-${account.id}`} className="flex flex-wrap items-center gap-2 text-base font-semibold">
              <bdi>{account.name}</bdi>
              {account.isDisabled ? <Badge tone="warning">{t('disabled')}</Badge> : null}
              {account.reachesSchool ? <Badge tone={account.isReachInForce ? 'accent' : 'warning'}>{t(account.isReachInForce ? 'wholeSchool' : 'wholeSchoolLost')}</Badge> : null}
              {account.isStrict ? <Badge>{t('strict')}</Badge> : null}
              {account.spreed ? <Badge>{t('spreed.badge')}</Badge> : null}
            </h2>
            <p className="mt-1 text-sm text-ink-soft">{facts.join(' · ')}</p>
          </div>
          <AccountMenu account={account} owners={owners} />
        </header>
        {account.isDisabled ? null : (
          <>
            <CopyField label={t('address')} hint={t('addressHint')} value={account.bigBlueButtonUrl} />
            <CopyField label={t('danaAddress')} hint={t('danaAddressHint')} value={account.danaUrl} />
            <SecretField accountId={account.id} />
            <CopyField label={t('ltiAddress')} hint={t('ltiAddressHint')} value={account.ltiUrl} />
            <CopyField label={t('ltiKey')} hint={t('ltiKeyHint')} value={account.key} />
          </>
        )}
        <LinkButton href={`/admin/accounts/${account.id}`} className="self-start" size="sm">{t('programs')}</LinkButton>
      </section>
    </Card>
  );
}
