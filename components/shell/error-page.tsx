'use client';

import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { MessagePage } from './message-page.tsx';

/** A page that broke: what happened, what is safe, what to do. The digest finds the cause in the logs. */
export function ErrorPage({ digest, onRetry }: { digest: string | undefined; onRetry: () => void }) {
  const t = useTranslations();
  return (
    <MessagePage
      title={t('system.errorTitle')}
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>{t('common.retry')}</Button>
          <LinkButton href="/">{t('common.goHome')}</LinkButton>
        </>
      }
    >
      <p>{t('system.errorText')}</p>
      {digest ? <p className="mt-3 text-sm text-ink-faint">{t('system.errorReference', { digest })}</p> : null}
    </MessagePage>
  );
}
