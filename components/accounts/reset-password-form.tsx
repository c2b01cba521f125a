'use client';

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { resetPassword } from '#lib/accounts/actions.ts';

/** A new password through a link; signs in with it right away. */
export function ResetPasswordForm({ secret, email, minPasswordLength }: { secret: string; email: string; minPasswordLength: number }) {
  const t = useTranslations('setup');
  const { run, busy, error, errorOf } = useAction(resetPassword, ['password']);

  const submit = async (data: FormData) => {
    const password = textOf(data, 'password');
    const done = await run({ secret, password });
    if (!done) return;
    await signIn('credentials', { email: done.data.email, password, redirect: false }).catch(() => undefined);
    window.location.assign('/');
  };

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      {/* Password managers file the new password under it. */}
      <input hidden type="email" name="email" autoComplete="username" value={email} readOnly />
      <PasswordField label={t('password')} hint={t('passwordHint', { min: minPasswordLength })} name="password" autoComplete="new-password" error={errorOf('password')} required />
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-2">{t('setPassword')}</Button>
    </Form>
  );
}
