'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { CheckboxGroup } from '#components/ui/checkbox-group.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import type { ActionResult } from '#lib/action.ts';
import { eventTypes } from '#lib/webhook-receivers/event-types.ts';

export interface ReceiverFields {
  url: string;
  description: string;
  events: FormDataEntryValue[];
}

interface ReceiverFormProps<Output> {
  initial: { url: string; description: string; events: readonly string[] };
  save: (fields: ReceiverFields) => Promise<ActionResult<Output>>;
  submitLabel: string;
  onSaved: (data: Output) => void;
  onCancel: () => void;
}

/** Where messages go and which. */
export function ReceiverForm<Output>({ initial, save, submitLabel, onSaved, onCancel }: ReceiverFormProps<Output>) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(save, ['url', 'description']);
  const submit = async (data: FormData) => {
    const saved = await run({ url: textOf(data, 'url'), description: textOf(data, 'description'), events: data.getAll('events') });
    if (saved) onSaved(saved.data);
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextField label={t('webhooks.address')} hint={t('webhooks.addressHint')} name="url" type="url" dir="ltr" autoComplete="off" spellCheck={false} maxLength={2048} required defaultValue={initial.url} error={errorOf('url')} />
      <TextField label={t('webhooks.note')} optional={t('common.optional')} hint={t('webhooks.noteHint')} name="description" autoComplete="off" maxLength={200} defaultValue={initial.description} error={errorOf('description')} />
      <CheckboxGroup
        legend={t('webhooks.events')} hint={t('webhooks.eventsHint')} name="events" defaultValues={initial.events}
        options={eventTypes.options.map((value) => ({ value, label: t(`webhooks.event.${value}`), hint: value }))}
      />
      <div className="flex justify-end gap-2 pt-2">
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>{submitLabel}</Button>
      </div>
    </Form>
  );
}
