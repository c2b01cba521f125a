'use client';

import { Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextArea, TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { describeRecording } from '#lib/recordings/actions.ts';

interface AboutCardProps {
  recordingId: string;
  title: string;
  description: string;
  mayManage: boolean;
}

/** The description, and title and description to be changed where they stand. */
export function AboutCard(props: AboutCardProps) {
  const t = useTranslations('recordings');
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor {...props} onDone={() => setEditing(false)} />;
  if (!props.mayManage && props.description === '') return null;
  return (
    <Card title={t('about')} actions={props.mayManage ? <Button size="sm" variant="ghost" icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>{t('edit')}</Button> : null}>
      {props.description === '' ? <p className="text-sm text-ink-soft">{t('noDescription')}</p> : <p dir="auto" className="whitespace-pre-line">{props.description}</p>}
    </Card>
  );
}

function Editor({ recordingId, title, description, onDone }: AboutCardProps & { onDone: () => void }) {
  const t = useTranslations('recordings');
  const router = useRouter();
  const toast = useToast();
  const [draft, setDraft] = useState({ title, description });
  const { run, busy, error, errorOf } = useAction(describeRecording, ['title', 'description']);
  const save = async () => {
    if (!(await run({ recordingId, ...draft }))) return;
    toast(t('saved'));
    onDone();
    router.refresh();
  };
  return (
    <Card title={t('about')}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => { event.preventDefault(); if (!busy) void save(); }}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for with the button that was here */}
        <TextField label={t('editTitle')} autoFocus dir="auto" maxLength={120} value={draft.title} error={errorOf('title')} onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })} />
        <TextArea label={t('editDescription')} dir="auto" rows={4} maxLength={2000} value={draft.description} error={errorOf('description')} onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })} />
        {error ? <Notice tone="danger">{error}</Notice> : null}
        <span className="flex justify-end gap-2"><Button onClick={onDone}>{t('cancel')}</Button><Button type="submit" variant="primary" busy={busy}>{t('save')}</Button></span>
      </form>
    </Card>
  );
}
