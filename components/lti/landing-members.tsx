'use client';

import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { callLti } from './call-lti.ts';

/** Who is in the course, as its platform says; asked for when it is wanted. */
export function LandingMembers({ token }: { token: string }) {
  const t = useTranslations('lti');
  const [members, setMembers] = useState<readonly { name: string; is_admin: boolean }[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const show = async () => {
    setBusy(true);
    const answer = await callLti(token, 'members/fetch');
    setBusy(false);
    setFailed(answer === null);
    if (answer) setMembers(answer.members ?? []);
  };
  if (members !== null && members.length > 0) {
    return (
      <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface px-4">
        {members.map(({ name, is_admin }, index) => (
          <li key={`${index}-${name}`} className="flex min-h-11 items-center justify-between gap-4 py-2"><bdi>{name}</bdi>{is_admin ? <Badge>{t('leads')}</Badge> : null}</li>
        ))}
      </ul>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3">
      {failed ? <Notice tone="danger">{t('failed')}</Notice> : null}
      {members === null ? <Button busy={busy} icon={<Users aria-hidden className="size-4" />} onClick={() => void show()}>{t('showMembers')}</Button> : <p className="text-ink-soft">{t('noMembers')}</p>}
    </div>
  );
}
