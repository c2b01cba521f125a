'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useToast } from '#components/ui/toast.tsx';
import { useFailureText } from '#components/ui/use-action.ts';
import { enablePerson } from '#lib/accounts/actions.ts';

/** Switches an account on again: nothing is lost by it, so it does not ask. */
export function useEnable(userId: string): () => void {
  const t = useTranslations('people');
  const toast = useToast();
  const failureText = useFailureText();
  const router = useRouter();
  const enable = async () => {
    const result = await enablePerson({ userId }).catch(() => ({ ok: false, code: 'unexpected' }) as const);
    if (result.ok) toast(t('enabledDone'));
    else toast(failureText(result), 'danger');
    router.refresh();
  };
  return () => void enable();
}
