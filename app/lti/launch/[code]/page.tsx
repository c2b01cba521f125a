import { Link2Off } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { DoorMessage } from '#components/join/door-message.tsx';
import { LandingView } from '#components/lti/landing-view.tsx';
import { AppError } from '#lib/errors.ts';
import { readLanding } from '#lib/lti/landing.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('lti'))('title'), referrer: 'no-referrer' };
}

const reasons = ['linkUsed', 'linkExpired', 'tooManyTries'] as const;

/** The page of a launch: the class, what was recorded of it, and the way in. */
export default async function LaunchPage({ params }: { params: Promise<{ code: string }> }) {
  const t = await getTranslations('lti');
  const { code } = await params;
  const landing = await readLanding(code).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (landing instanceof AppError) {
    const reason = reasons.find((known) => known === landing.code) ?? 'linkInvalid';
    return <DoorMessage icon={<Link2Off aria-hidden className="size-7" />} title={t(`why.${reason}.title`)} text={t(`why.${reason}.text`)} />;
  }
  return (
    <Texts namespaces={['lti']}>
      <LandingView landing={landing} />
    </Texts>
  );
}
