'use client';

import { useTranslations } from 'next-intl';
import { LinkButton } from '#components/ui/button.tsx';
import type { ClassState } from '#lib/meetings/schema.ts';
import { DoorMessage } from './door-message.tsx';
import type { JoinInfo } from './types.ts';

/** The class is over, or will not take place. */
export function ClosedNotice({ info, state }: { info: JoinInfo; state: ClassState }) {
  const t = useTranslations('join');
  const why = state === 'cancelled' ? 'cancelled' : 'ended';
  return (
    <DoorMessage
      over={info.title}
      title={t(`${why}.title`)}
      text={t(`${why}.text`, { name: info.teacherName })}
      action={info.viewer.kind === 'user' ? <LinkButton prefetch={false} variant="primary" href="/">{t('home')}</LinkButton> : null}
    />
  );
}
