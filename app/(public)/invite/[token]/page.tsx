import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkProblem } from '#components/accounts/link-problem.tsx';
import { SetUpAccountForm } from '#components/accounts/set-up-account-form.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { CenteredCard } from '#components/shell/centered-card.tsx';
import { openLinkPage } from '#lib/accounts/link-page.ts';
import { passwordLength } from '#lib/accounts/schema.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('inviteTitle'), referrer: 'no-referrer' };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await openLinkPage('invite', token);
  if (!link.open) return <LinkProblem code={link.code} />;
  const t = await getTranslations('setup');
  return (
    <CenteredCard title={t('inviteTitle')} intro={t('inviteIntro', { role: link.role })}>
      <Texts namespaces={['setup']}>
        <SetUpAccountForm secret={token} email={link.email} name={link.name} minPasswordLength={passwordLength.min} />
      </Texts>
    </CenteredCard>
  );
}
