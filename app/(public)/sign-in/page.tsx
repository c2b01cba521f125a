import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { SignInForm } from '#components/accounts/sign-in-form.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { CenteredCard } from '#components/shell/centered-card.tsx';
import { safeCallbackPath } from '#lib/accounts/callback-url.ts';
import { hasOidc } from '#lib/accounts/oidc.ts';
import { currentUser } from '#lib/accounts/session.ts';
import { readSignInError } from '#lib/accounts/sign-in-error.ts';
import { env } from '#lib/env.ts';
import { hasPublicRecordings } from '#lib/recordings/public.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('title') };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const { callbackUrl, error } = await searchParams;
  const asked = typeof callbackUrl === 'string' ? callbackUrl : '';
  const { PORTAL_URL } = env();
  const callbackPath = safeCallbackPath(asked.startsWith(`${PORTAL_URL}/`) ? asked.slice(PORTAL_URL.length) : asked);
  if (await currentUser()) redirect(callbackPath);
  const t = await getTranslations('auth');
  return (
    <CenteredCard title={t('welcome')} intro={t('intro')}>
      <Texts namespaces={['auth']}>
        <SignInForm callbackPath={callbackPath} hasSchoolSignIn={hasOidc()} initialFailure={typeof error === 'string' ? readSignInError(error) : null} />
      </Texts>
      {(await hasPublicRecordings()) ? <p className="mt-4 text-sm"><Link href="/recordings/public" className="text-accent-text">{t('publicRecordings')}</Link></p> : null}
    </CenteredCard>
  );
}
