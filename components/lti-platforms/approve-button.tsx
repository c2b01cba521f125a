'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { approvePlatform } from '#lib/lti/actions.ts';

/** Lets a platform that registered itself send people. */
export function ApproveButton({ platformId }: { platformId: string }) {
  const t = useTranslations('ltiPlatforms');
  const toast = useToast();
  const router = useRouter();
  const { run, busy, error } = useAction(approvePlatform);
  const approve = async () => {
    if (!(await run({ platformId }))) return;
    toast(t('approved'));
    router.refresh();
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button busy={busy} onClick={() => void approve()}>{t('approve')}</Button>
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </div>
  );
}
