import { Plug } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminHeader } from '#components/admin/admin-header.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { InviteButton } from '#components/lti-platforms/invite-button.tsx';
import { NewPlatformButton } from '#components/lti-platforms/new-platform-button.tsx';
import { OurAddresses } from '#components/lti-platforms/our-addresses.tsx';
import { PlatformCard } from '#components/lti-platforms/platform-card.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { toolAddresses } from '#lib/lti/addresses.ts';
import { listAccountChoices, listPlatforms } from '#lib/lti/queries.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ltiPlatforms'))('title') };
}

/** The learning platforms that send people by LTI 1.3, and what they are told of Kelas. */
export default async function LtiPage() {
  const actor = await pageActor('lti.manage');
  const [t, platforms, accounts] = await Promise.all([getTranslations('ltiPlatforms'), listPlatforms(actor), listAccountChoices(actor)]);
  const hasAccounts = accounts.length > 0;
  return (
    <Texts namespaces={['ltiPlatforms']}>
      <AdminHeader current="lti" actions={hasAccounts ? <><InviteButton accounts={accounts} /><NewPlatformButton accounts={accounts} /></> : undefined} />
      <p className="mb-4 text-ink-soft">{t('description')}</p>
      <div className="flex flex-col gap-4">
        {platforms.length > 0 ? null : (
          <EmptyState icon={<Plug />} title={t('emptyTitle')} action={hasAccounts ? undefined : <LinkButton href="/admin/accounts">{t('systems')}</LinkButton>}>{t(hasAccounts ? 'emptyText' : 'needAccount')}</EmptyState>
        )}
        {platforms.map((platform) => <PlatformCard key={platform.id} platform={platform} accounts={accounts} />)}
        <OurAddresses addresses={toolAddresses()} />
      </div>
    </Texts>
  );
}
