import { CalendarX2, LogIn } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { LinkButton } from '#components/ui/button.tsx';
import { DoorMessage } from './door-message.tsx';

type Why = 'unknown' | 'guests';

/** A link that leads nowhere for this visitor, and the one thing to do about it. */
export async function ClosedDoor({ why, code, title }: { why: Why; code: string; title?: string }) {
  const t = await getTranslations('join');
  const signIn = <LinkButton prefetch={false} variant="primary" size="lg" href={`/sign-in?callbackUrl=${encodeURIComponent(`/join/${code}`)}`}>{t('signIn')}</LinkButton>;
  const home = <LinkButton prefetch={false} href="/">{t('home')}</LinkButton>;
  return why === 'guests' ? (
    <DoorMessage icon={<LogIn aria-hidden className="size-7 flip-rtl" />} title={t('guests.title')} text={t('guests.text')} action={signIn} {...(title ? { over: title } : {})} />
  ) : (
    <DoorMessage icon={<CalendarX2 aria-hidden className="size-7" />} title={t('unknown.title')} text={t('unknown.text')} action={home} />
  );
}
