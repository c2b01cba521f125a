import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LinkProblem } from '#components/accounts/link-problem.tsx';
import { ResetPasswordForm } from '#components/accounts/reset-password-form.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { CenteredCard } from '#components/shell/centered-card.tsx';
import { openLinkPage } from '#lib/accounts/link-page.ts';
import { passwordLength } from '#lib/accounts/schema.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('resetTitle'), referrer: 'no-referrer' };
}

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await openLinkPage('passwordReset', token);
  if (!link.open) return <LinkProblem code={link.code} />;
  const t = await getTranslations('setup');
  const email = link.email ?? '';
  return (
    <CenteredCard title={t('resetTitle')} intro={t('resetIntro', { email })}>
      <Texts namespaces={['setup']}>
        <ResetPasswordForm secret={token} email={email} minPasswordLength={passwordLength.min} />
      </Texts>
    </CenteredCard>
  );
}
