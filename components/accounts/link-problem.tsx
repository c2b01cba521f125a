import { getTranslations } from 'next-intl/server';
import { CenteredCard } from '#components/shell/centered-card.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import type { ErrorCode } from '#lib/errors.ts';

/** Why a one-time link cannot be used, and what to do instead. */
export async function LinkProblem({ code }: { code: ErrorCode }) {
  const t = await getTranslations('setup');
  const kind = code === 'linkExpired' || code === 'linkUsed' ? code : 'linkInvalid';
  return (
    <CenteredCard title={t(`${kind}Title`)} intro={t(`${kind}Text`)}>
      <LinkButton href="/sign-in" variant={kind === 'linkUsed' ? 'primary' : 'secondary'} size="lg" className="w-full">{t('signInInstead')}</LinkButton>
    </CenteredCard>
  );
}
