import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { ClassForm } from '#components/classes/class-form.tsx';
import { emptyFormValues, formValues } from '#components/classes/form-values.ts';
import { Texts } from '#components/i18n/texts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import type { Actor } from '#lib/actor.ts';
import { getClass } from '#lib/classes/queries.ts';
import { sameTimeNextWeek, wallClock } from '#lib/classes/time.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { timeZoneLabel } from '#lib/i18n/time-zones.ts';
import { pageData } from '#lib/page-data.ts';

/** A class planned now begins at the next full hour that leaves time to invite people. */
const leadMs = 90 * 60_000;

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('classes'))('newTitle') };
}

/** The class that another one like it is planned from; anything odd in the address counts as none. */
async function readModel(actor: Actor, { searchParams }: Props) {
  const { like } = z.object({ like: z.uuid().optional().catch(undefined) }).parse(await searchParams);
  if (like === undefined) return null;
  const found = await pageData(getClass(actor, like));
  return found.isOwner ? found : null;
}

export default async function NewClassPage(props: Props) {
  const actor = await pageActor('class.create');
  const [t, preferences, model] = await Promise.all([getTranslations('classes'), formatPreferences(), readModel(actor, props)]);
  const now = new Date();
  const initial = model
    ? { ...formValues(model), startsAt: wallClock(sameTimeNextWeek(model.startsAt, model.timeZone, now), model.timeZone) }
    : emptyFormValues(`${wallClock(new Date(now.getTime() + leadMs), preferences.timeZone).slice(0, 14)}00`, preferences.timeZone);
  return (
    <>
      <PageHeader
        title={t('newTitle')}
        description={model ? t('newLike', { title: model.title }) : t('newDescription')}
        back={model ? { href: `/classes/${model.id}`, label: t('backToClass') } : { href: '/classes', label: t('backToClasses') }}
      />
      <Texts namespaces={['classes']}>
        <ClassForm zone={timeZoneLabel(initial.timeZone, preferences, now)} initial={initial} />
      </Texts>
    </>
  );
}
