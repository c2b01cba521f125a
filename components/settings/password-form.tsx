'use client';

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { changePassword } from '#lib/settings/actions.ts';

/** A new password. Every session ends; this browser signs in with the new one right away. */
export function PasswordForm({ email, minPasswordLength }: { email: string; minPasswordLength: number }) {
  const t = useTranslations();
  const { run, busy, error, errorOf } = useAction(changePassword, ['currentPassword', 'newPassword']);
  const submit = async (data: FormData) => {
    const newPassword = textOf(data, 'newPassword');
    if (!(await run({ currentPassword: textOf(data, 'currentPassword'), newPassword }))) return;
    await signIn('credentials', { email, password: newPassword, redirect: false }).catch(() => undefined);
    window.location.assign('/settings?changed=password');
  };
  return (
    <Form onSubmit={submit} className="flex max-w-md flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <input hidden type="email" name="email" autoComplete="username" value={email} readOnly />
      <PasswordField label={t('settings.currentPassword')} name="currentPassword" autoComplete="current-password" error={errorOf('currentPassword')} required />
      <PasswordField label={t('settings.newPassword')} hint={t('setup.passwordHint', { min: minPasswordLength })} name="newPassword" autoComplete="new-password" error={errorOf('newPassword')} required />
      <Button type="submit" busy={busy} className="self-start">{t('settings.changePassword')}</Button>
    </Form>
  );
}
