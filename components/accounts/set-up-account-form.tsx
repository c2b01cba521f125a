'use client';

import { signIn } from 'next-auth/react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { acceptInvitation } from '#lib/accounts/actions.ts';

interface SetUpAccountFormProps {
  secret: string;
  /** An address the invitation is bound to. */
  email: string | null;
  name: string | null;
  minPasswordLength: number;
}

/** Name, e-mail and password of a new account; signs in with them right away. */
export function SetUpAccountForm({ secret, email, name, minPasswordLength }: SetUpAccountFormProps) {
  const t = useTranslations('setup');
  const locale = useLocale();
  const { run, busy, error, errorOf } = useAction(acceptInvitation, ['name', 'email', 'password']);

  const submit = async (data: FormData) => {
    const password = textOf(data, 'password');
    const made = await run({ secret, name: textOf(data, 'name'), email: email ?? textOf(data, 'email'), password, locale });
    if (!made) return;
    await signIn('credentials', { email: made.data.email, password, redirect: false }).catch(() => undefined);
    window.location.assign('/');
  };

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextField label={t('name')} hint={t('nameHint')} name="name" autoComplete="name" defaultValue={name ?? ''} error={errorOf('name')} required />
      <TextField
        label={t('email')} name="email" type="email" dir="ltr" autoComplete="username" autoCapitalize="none" spellCheck={false} required className="rtl:text-end"
        defaultValue={email ?? ''} readOnly={email !== null} hint={email === null ? undefined : t('emailFixed')} error={errorOf('email')}
      />
      <PasswordField label={t('password')} hint={t('passwordHint', { min: minPasswordLength })} name="password" autoComplete="new-password" error={errorOf('password')} required />
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-2">{t('create')}</Button>
    </Form>
  );
}
