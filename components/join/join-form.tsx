'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState, type FormEvent } from 'react';
import { useSlice } from '#components/room/use-slice.ts';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction, useFailureText } from '#components/ui/use-action.ts';
import { startMeeting } from '#lib/meetings/actions.ts';
import type { ClassState } from '#lib/meetings/schema.ts';
import type { Door } from '#lib/room/door.ts';
import { rememberName, useGuestName } from './guest-name.ts';
import type { JoinInfo } from './types.ts';

interface JoinFormProps {
  info: JoinInfo;
  state: ClassState;
  door: Door;
  /** The device check has come so far that the rest may be loaded. */
  usable: boolean;
  entering: boolean;
  enter: (name: string, takeOver?: boolean) => Promise<boolean>;
}

const typingPause = 400;

/** The one field and the one button. */
export function JoinForm({ info, state, door, usable, entering, enter }: JoinFormProps) {
  const t = useTranslations('join');
  const failureText = useFailureText();
  const { name: guestName, isTyped, type: typeName, attach: attachName } = useGuestName();
  const [armed, setArmed] = useState(false);
  const starting = useAction(startMeeting);
  const doorState = useSlice(door.state, (value) => value);
  const name = info.needsName ? guestName.trim() : '';
  const ready = !info.needsName || name !== '';
  const open = state === 'open';
  const elsewhere = doorState.status === 'elsewhere';
  const nameFailure = doorState.failure?.field === 'name' ? failureText(doorState.failure) : undefined;
  const failure = doorState.failure && !nameFailure && doorState.failure.code !== 'classNotStarted' ? failureText(doorState.failure) : starting.error;

  useEffect(() => {
    if (!open || !ready || !usable || entering) return undefined;
    const timer = setTimeout(() => door.prepare(name), isTyped ? typingPause : 0);
    return () => clearTimeout(timer);
  }, [open, ready, usable, entering, door, name, isTyped]);
  const prepareNow = (): void => {
    if (open && ready && usable && !entering) door.prepare(name);
  };
  useEffect(() => {
    if (armed && open && ready) void enter(name).then(() => setArmed(false));
  }, [armed, open, ready, enter, name]);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    if (info.needsName) rememberName(name);
    if (open) await enter(name, elsewhere);
    else if (info.mayStart) {
      const started = await starting.run({ classId: info.classId });
      if (started) await enter(name);
    } else setArmed(true);
  };

  if (armed && !open) {
    return (
      <div className="flex flex-col items-start gap-3">
        <Notice title={t('armed.title')}>{t('armed.text')}</Notice>
        <Button variant="ghost" onClick={() => setArmed(false)}>{t('armed.cancel')}</Button>
      </div>
    );
  }
  const label = elsewhere ? t('useHere') : open ? t('join') : info.mayStart ? t('start') : t('joinWhenOpen');
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      {info.needsName ? (
        <TextField
          ref={attachName}
          label={t('name')}
          error={nameFailure}
          value={guestName}
          onChange={(event) => typeName(event.target.value)}
          autoComplete="name"
          maxLength={80}
          dir="auto"
          required
        />
      ) : null}
      {elsewhere ? <Notice tone="warning" title={t('elsewhere.title')}>{t('elsewhere.text')}</Notice> : null}
      {failure ? <Notice tone="danger">{failure}</Notice> : null}
      <Button type="submit" variant="primary" size="lg" busy={entering || starting.busy} onPointerEnter={prepareNow} onFocus={prepareNow}>{label}</Button>
      {info.viewer.kind === 'guest' ? (
        <p className="text-center text-sm text-ink-soft">
          {t('haveAccount')}{' '}
          <LinkButton prefetch={false} variant="ghost" size="sm" className="px-1.5 text-accent-text underline" href={`/sign-in?callbackUrl=${encodeURIComponent(`/join/${info.code}`)}`}>{t('signIn')}</LinkButton>
        </p>
      ) : null}
    </form>
  );
}
