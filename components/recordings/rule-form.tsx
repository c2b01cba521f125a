'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { formatNumber } from '#lib/i18n/format.ts';
import { setRule } from '#lib/recordings/actions.ts';
import { graceDays } from '#lib/recordings/schema.ts';

const offered = [30, 90, 180, 365, 730, 1825];

/** After how long recordings are deleted that nobody keeps. */
export function RuleForm({ deleteAfterDays }: { deleteAfterDays: number | null }) {
  const t = useTranslations('recordings');
  const router = useRouter();
  const toast = useToast();
  const preferences = useFormatPreferences();
  const { run, busy, error } = useAction(setRule);
  const days = deleteAfterDays === null || offered.includes(deleteAfterDays) ? offered : [...offered, deleteAfterDays].toSorted((a, b) => a - b);
  const choose = async (value: string) => {
    if (!(await run({ deleteAfterDays: value === '' ? null : Number(value) }))) return;
    toast(t('ruleSaved'));
    router.refresh();
  };
  return (
    <div className="flex max-w-md flex-col gap-3">
      <Select
        label={t('ruleLabel')}
        hint={t('ruleHint', { days: formatNumber(graceDays, preferences) })}
        value={deleteAfterDays ?? ''}
        disabled={busy}
        onChange={(event) => void choose(event.currentTarget.value)}
        options={[{ value: '', label: t('ruleNever') }, ...days.map((count) => ({ value: String(count), label: t('ruleAfter', { days: count }) }))]}
      />
      {error ? <Notice tone="danger">{error}</Notice> : null}
    </div>
  );
}
