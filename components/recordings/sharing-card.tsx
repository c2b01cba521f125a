'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { keepRecording, setVisibility } from '#lib/recordings/actions.ts';
import { visibilities, type Visibility } from '#lib/recordings/schema.ts';
import { useRecordingActions } from './use-recording-actions.ts';

interface SharingCardProps {
  recordingId: string;
  published: boolean;
  visibility: Visibility;
  kept: boolean;
  /** The address for those without an account. */
  link: string;
}

/** Whether it is published, for whom, and the link to hand on. */
export function SharingCard({ recordingId, published, visibility, kept, link }: SharingCardProps) {
  const t = useTranslations('recordings');
  const router = useRouter();
  const actions = useRecordingActions();
  const { run, busy, error } = useAction(setVisibility);
  const choose = async (value: string) => {
    if (await run({ recordingId, visibility: value })) router.refresh();
  };
  const keeping = useAction(keepRecording);
  const keep = async (wanted: boolean) => {
    if (await keeping.run({ recordingId, kept: wanted })) router.refresh();
  };
  const isShared = visibility === 'link' || visibility === 'public';
  const problem = error ?? actions.error ?? keeping.error;
  return (
    <Card title={t('sharing')}>
      <div className="flex flex-col gap-4">
        <p className="text-sm text-ink-soft">{t(published ? 'sharingPublished' : 'sharingHidden')}</p>
        <Button variant={published ? 'secondary' : 'primary'} busy={actions.busy} onClick={() => void actions.publish([recordingId], !published)}>{t(published ? 'unpublish' : 'publish')}</Button>
        <Select
          label={t('filterVisibility')}
          value={visibility}
          disabled={busy}
          hint={t(`visibilityHint.${visibility}`)}
          onChange={(event) => void choose(event.currentTarget.value)}
          options={visibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))}
        />
        {isShared ? <CopyField label={t('link')} value={link} hint={t(published ? 'linkHint' : 'linkInactive')} /> : null}
        <Switch label={t('keep')} hint={t('keepHint')} checked={kept} disabled={keeping.busy} onChange={(event) => void keep(event.currentTarget.checked)} />
        {problem ? <Notice tone="danger">{problem}</Notice> : null}
      </div>
    </Card>
  );
}
