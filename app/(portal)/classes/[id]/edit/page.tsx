import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClassForm } from '#components/classes/class-form.tsx';
import { formValues } from '#components/classes/form-values.ts';
import { Texts } from '#components/i18n/texts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { getClass } from '#lib/classes/queries.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { timeZoneLabel } from '#lib/i18n/time-zones.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('classes'))('editTitle') };
}

export default async function EditClassPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await pageActor('class.update');
  const found = await pageData(getClass(actor, idFromPath((await params).id)));
  if (!found.mayUpdate) notFound();
  const [t, preferences] = await Promise.all([getTranslations('classes'), formatPreferences()]);
  return (
    <>
      <PageHeader title={t('editTitle')} description={found.title} back={{ href: `/classes/${found.id}`, label: t('backToClass') }} />
      <Texts namespaces={['classes']}>
        <ClassForm classId={found.id} zone={timeZoneLabel(found.timeZone, preferences, found.startsAt)} initial={formValues(found)} />
      </Texts>
    </>
  );
}
