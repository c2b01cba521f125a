'use client';

import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Button, type ButtonVariant } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { startMeeting } from '#lib/meetings/actions.ts';

interface StartButtonProps {
  classId: string;
  joinCode: string;
  label: string;
  variant?: ButtonVariant;
}

/** Starts a class and goes on to its join page, where devices are checked. */
export function StartButton({ classId, joinCode, label, variant = 'primary' }: StartButtonProps) {
  const router = useRouter();
  const { run, busy, error } = useAction(startMeeting);
  const start = async () => {
    if (await run({ classId })) router.push(`/join/${joinCode}`);
  };
  return (
    <div className="flex max-w-md flex-col items-start gap-3">
      <Button variant={variant} busy={busy} onClick={() => void start()} icon={<Play aria-hidden className="size-4" />}>{label}</Button>
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </div>
  );
}
