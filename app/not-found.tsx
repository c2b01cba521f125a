import { getTranslations } from 'next-intl/server';
import { MessagePage } from '#components/shell/message-page.tsx';
import { LinkButton } from '#components/ui/button.tsx';

export default async function NotFound() {
  const t = await getTranslations();
  return (
    <main className="flex min-h-dvh">
      <MessagePage title={t('system.notFoundTitle')} actions={<LinkButton href="/" variant="primary">{t('common.goHome')}</LinkButton>}>
        <p>{t('system.notFoundText')}</p>
      </MessagePage>
    </main>
  );
}
