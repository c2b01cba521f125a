'use client';

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PasswordField } from '#components/ui/password-field.tsx';
import { useFailureText } from '#components/ui/use-action.ts';
import { readSignInError, type SignInFailure } from '#lib/accounts/sign-in-error.ts';

/** E-mail and password, and the school's own sign-in where there is one. */
export function SignInForm({ callbackPath, hasSchoolSignIn, initialFailure }: { callbackPath: string; hasSchoolSignIn: boolean; initialFailure: SignInFailure | null }) {
  const t = useTranslations('auth');
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(initialFailure);

  const submit = async (data: FormData) => {
    setBusy(true);
    setFailure(null);
    const result = await signIn('credentials', { email: textOf(data, 'email'), password: textOf(data, 'password'), redirect: false }).catch(() => undefined);
    if (result?.ok) {
      // A whole new page: language, theme and direction are the account's now.
      window.location.assign(callbackPath);
      return;
    }
    setFailure(readSignInError(result?.error ?? 'unexpected'));
    setBusy(false);
  };

  const told = (found: SignInFailure) => (found.code === 'schoolRefused' || found.code === 'schoolFailed' ? t(found.code) : failureText({ code: found.code, params: found.params }));

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {failure ? <Notice tone="danger">{told(failure)}</Notice> : null}
      <TextField label={t('email')} name="email" type="email" dir="ltr" autoComplete="username" autoCapitalize="none" spellCheck={false} required className="rtl:text-end" />
      <PasswordField label={t('password')} name="password" autoComplete="current-password" required />
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-2">{t('submit')}</Button>
      {hasSchoolSignIn ? (
        <>
          <p className="flex items-center gap-3 text-sm text-ink-faint before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{t('or')}</p>
          <Button size="lg" onClick={() => void signIn('oidc', { callbackUrl: callbackPath })}>{t('withSchool')}</Button>
        </>
      ) : null}
      <p className="mt-2 text-sm text-ink-soft">{t('forgot')}</p>
    </Form>
  );
}
