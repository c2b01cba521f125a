'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextArea, TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DescribedOperation, DescribedParameter } from '#lib/rest/described.ts';
import { useKey } from './key-context.tsx';
import { send, type Answered } from './send.ts';

/** Makes the call for real, with the key entered above. */
export function TryIt({ operation, basePath }: { operation: Pick<DescribedOperation, 'id' | 'method' | 'path' | 'parameters' | 'body'>; basePath: string }) {
  const t = useTranslations('apiDocs');
  const key = useKey();
  const [busy, setBusy] = useState(false);
  const [answered, setAnswered] = useState<Answered | 'noKey' | 'unreachable' | null>(null);
  const submit = async (data: FormData) => {
    if (key === '') {
      setAnswered('noKey');
      return;
    }
    setBusy(true);
    const values = new Map(operation.parameters.map(({ name }) => [name, textOf(data, name)]));
    setAnswered(await send({ operation, basePath, key, values, body: operation.body ? textOf(data, 'body') : undefined }).catch(() => 'unreachable' as const));
    setBusy(false);
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4 rounded-lg bg-surface-sunken p-4">
      <h3 className="text-sm font-semibold">{t('tryIt')}</h3>
      {operation.method === 'GET' ? null : <p className="text-sm text-ink-soft">{t('forReal')}</p>}
      {operation.parameters.map((parameter) => <ParameterField key={parameter.name} parameter={parameter} />)}
      {operation.body ? <TextArea label={t('body')} name="body" dir="ltr" rows={Math.min(12, operation.body.example.split('\n').length + 1)} spellCheck={false} defaultValue={operation.body.example} className="font-mono text-sm" /> : null}
      <Button type="submit" variant="primary" busy={busy} className="self-start">{t('send')}</Button>
      <div aria-live="polite">
        {answered === 'noKey' ? <Notice tone="warning">{t('noKey')}</Notice> : null}
        {answered === 'unreachable' ? <Notice tone="danger">{t('unreachable')}</Notice> : null}
        {answered === null || typeof answered === 'string' ? null : <Answer answered={answered} />}
      </div>
    </Form>
  );
}

function ParameterField({ parameter: { name, isRequired, description, choices, example } }: { parameter: DescribedParameter }) {
  const t = useTranslations('apiDocs');
  const hint = description === '' ? undefined : <bdi dir="ltr" lang="en">{description}</bdi>;
  const shared = { label: name, name, hint, ...(isRequired ? {} : { optional: t('optional') }) };
  if (choices.length > 0) return <Select {...shared} options={[...(isRequired ? [] : [{ value: '', label: '—' }]), ...choices.map((value) => ({ value, label: value }))]} />;
  return <TextField {...shared} dir="ltr" autoComplete="off" spellCheck={false} defaultValue={isRequired ? example : ''} />;
}

function Answer({ answered: { status, statusText, type, body, milliseconds } }: { answered: Answered }) {
  const t = useTranslations('apiDocs');
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{t('answer')}</span>
        <Badge tone={status < 400 ? 'success' : 'danger'}><bdi dir="ltr">{`${status} ${statusText}`}</bdi></Badge>
        <bdi dir="ltr" className="text-ink-soft">{`${type} · ${milliseconds} ms`}</bdi>
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard */}
      <pre dir="ltr" tabIndex={0} aria-label={t('answer')} className="max-h-96 overflow-auto rounded-lg border border-line bg-surface p-3 font-mono text-xs">{body}</pre>
    </div>
  );
}
