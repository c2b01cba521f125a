import { HardDrive } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Texts } from '#components/i18n/texts.tsx';
import { RuleForm } from '#components/recordings/rule-form.tsx';
import { StorageByTeacher } from '#components/recordings/storage-by-teacher.tsx';
import { Card } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { readStorage } from '#lib/recordings/queries.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('recordings'))('rules') };
}

/** How long recordings stay, and what they take up. */
export default async function RulesPage() {
  const actor = await pageActor('recording.setRule');
  const [t, preferences, { deleteAfterDays, teachers }] = await Promise.all([getTranslations('recordings'), formatPreferences(), readStorage(actor)]);
  return (
    <Texts namespaces={['recordings']}>
      <PageHeader title={t('rules')} description={t('rulesText')} back={{ href: '/recordings', label: t('back') }} />
      <div className="flex flex-col gap-6">
        <Card title={t('ruleTitle')}><RuleForm deleteAfterDays={deleteAfterDays} /></Card>
        <section>
          <h2 className="mb-3 text-base font-semibold">{t('byTeacher')}</h2>
          {teachers.length > 0 ? <StorageByTeacher teachers={teachers} preferences={preferences} /> : <EmptyState icon={<HardDrive />} title={t('noneStored')} />}
        </section>
      </div>
    </Texts>
  );
}
