import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { isClassroomUp } from '#lib/meetings/health.ts';

/** Says so when live classes cannot be started. The page does not wait for it: it is streamed in when known. */
export function PlugnmeetNotice() {
  return <Suspense fallback={null}><Checked /></Suspense>;
}

async function Checked() {
  return (await isClassroomUp()) ? null : <Down />;
}

function Down() {
  const t = useTranslations('meetings');
  return <div className="mb-6"><Notice tone="warning" title={t('plugnmeetDownTitle')}>{t('plugnmeetDownText')}</Notice></div>;
}
