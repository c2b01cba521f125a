import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { ClassDetail } from '#lib/classes/queries.ts';
import { classSwitches, classSwitchNames, type ClassSwitch } from '#lib/classes/switches.ts';
import { formatNumber, type FormatPreferences } from '#lib/i18n/format.ts';

/** Said in the rows above them. */
const named: readonly ClassSwitch[] = ['studentsMaySpeak', 'studentsMayShowCamera', 'studentsMayShareScreen'];

/** What a class allows, to read; of the rest, what differs from a new class. */
export function ClassSettings({ found, preferences }: { found: ClassDetail; preferences: FormatPreferences }) {
  const t = useTranslations('classes');
  const allowed = (value: boolean) => (value ? t('allowed') : t('notAllowed'));
  const accessCode = found.accessCode === null ? (found.hasAccessCode ? t('hidden') : t('none')) : <code dir="ltr" className="rounded-sm bg-surface-sunken px-1.5 py-0.5 font-mono">{found.accessCode}</code>;
  const rest = classSwitchNames.filter((name) => !named.includes(name) && found[name] !== classSwitches[name]);
  const items: [string, ReactNode][] = [
    [t('settingGuests'), allowed(found.guestsAllowed)],
    [t('settingAccessCode'), accessCode],
    [t('settingWaitingRoom'), found.waitingRoom ? t('on') : t('off')],
    [t('settingLimit'), found.maxParticipants === null ? t('noLimit') : formatNumber(found.maxParticipants, preferences)],
    [t('settingMicrophone'), allowed(found.studentsMaySpeak)],
    [t('settingCamera'), allowed(found.studentsMayShowCamera)],
    [t('settingShare'), allowed(found.studentsMayShareScreen)],
    ...rest.map((name): [string, ReactNode] => [t(`switches.${name}`), found[name] ? t('on') : t('off')]),
  ];
  return (
    <dl className="divide-y divide-line text-sm">
      {items.map(([name, value]) => (
        <div key={name} className="flex items-center justify-between gap-4 py-2.5 first:pt-0 last:pb-0">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="text-end font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
