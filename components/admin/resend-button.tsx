'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import type { ActionResult } from '#lib/action.ts';

interface ResendButtonProps<Input> {
  resend: (input: Input) => Promise<ActionResult<unknown>>;
  /** Which message. */
  input: Input;
  /** Whose texts it speaks with. */
  texts: 'deliveries' | 'webhooks';
}

/** Sends one message again; receivers know it by its id, so that doing so is harmless. */
export function ResendButton<Input>({ resend, input, texts }: ResendButtonProps<Input>) {
  const t = useTranslations(texts);
  const toast = useToast();
  const router = useRouter();
  const { run, busy, error } = useAction(resend);
  const send = async (): Promise<void> => {
    if (!(await run(input))) return;
    toast(t('resent'));
    router.refresh();
  };
  return (
    <span className="flex flex-col items-end gap-1">
      <Button size="sm" busy={busy} onClick={() => void send()}>{t('resend')}</Button>
      {error ? <span role="alert" className="text-xs text-danger-text">{error}</span> : null}
    </span>
  );
}
