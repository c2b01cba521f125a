import { Link2Off } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { DoorMessage } from '#components/join/door-message.tsx';
import { ChoiceForm } from '#components/lti/choice-form.tsx';
import { AppError } from '#lib/errors.ts';
import { readChoice } from '#lib/lti/choice-page.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('lti'))('chooseTitle'), referrer: 'no-referrer' };
}

const reasons = ['linkUsed', 'linkExpired', 'tooManyTries'] as const;

/** Where a teacher chooses the class that is put into their course. */
export default async function ChoosePage({ params }: { params: Promise<{ code: string }> }) {
  const t = await getTranslations('lti');
  const { code } = await params;
  const choice = await readChoice(code).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (choice instanceof AppError) {
    const reason = reasons.find((known) => known === choice.code) ?? 'linkInvalid';
    return <DoorMessage icon={<Link2Off aria-hidden className="size-7" />} title={t(`why.${reason}.title`)} text={t(`why.${reason}.text`)} />;
  }
  return (
    <Texts namespaces={['lti']}>
      <header className="mb-6">
        <h1 className="text-xl font-semibold">{t('chooseTitle')}</h1>
        {choice.title === '' ? null : <p className="mt-1 text-ink-soft">{t('chooseFor', { course: choice.title })}</p>}
      </header>
      <ChoiceForm choice={choice} />
    </Texts>
  );
}
