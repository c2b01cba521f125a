import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClassFigures } from '#components/figures/class-figures.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { getClassFigures } from '#lib/figures/class.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('figures.ofClass'))('title') };
}

export default async function ClassFiguresPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await pageActor('meeting.seeFigures');
  const figures = await pageData(getClassFigures(actor, idFromPath((await params).id)));
  const [t, preferences] = await Promise.all([getTranslations('figures.ofClass'), formatPreferences()]);
  return (
    <>
      <PageHeader title={<bdi>{figures.title}</bdi>} description={t('title')} back={{ href: `/classes/${figures.classId}`, label: t('back') }} />
      <ClassFigures figures={figures} preferences={preferences} />
    </>
  );
}
