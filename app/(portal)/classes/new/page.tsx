import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClassForm } from '#components/classes/class-form.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { classSwitches } from '#lib/classes/switches.ts';
import { wallClock } from '#lib/classes/time.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { timeZoneLabel } from '#lib/i18n/time-zones.ts';

/** A class planned now begins at the next full hour that leaves time to invite people. */
const leadMs = 90 * 60_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('classes'))('newTitle') };
}

export default async function NewClassPage() {
  await pageActor('class.create');
  const [t, preferences] = await Promise.all([getTranslations('classes'), formatPreferences()]);
  const { timeZone } = preferences;
  const startsAt = `${wallClock(new Date(Date.now() + leadMs), timeZone).slice(0, 14)}00`;
  return (
    <>
      <PageHeader title={t('newTitle')} description={t('newDescription')} back={{ href: '/classes', label: t('backToClasses') }} />
      <Texts namespaces={['classes']}>
        <ClassForm
          zone={timeZoneLabel(timeZone, preferences, new Date())}
          initial={{
            title: '', description: '', startsAt, timeZone, durationMinutes: 60,
            guestsAllowed: true, accessCode: '', waitingRoom: false,
            ...classSwitches, maxParticipants: '',
          }}
        />
      </Texts>
    </>
  );
}
