'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { Form, textOf } from '#components/ui/form.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { SearchSelect } from '#components/ui/search-select.tsx';
import { Select } from '#components/ui/select.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { formatDateTime } from '#lib/i18n/format.ts';
import { calendarOf, isCalendarChoice, isLocale, localeNames, locales, type CalendarChoice, type Locale, type Theme } from '#lib/i18n/locales.ts';
import type { TimeZoneChoice } from '#lib/i18n/time-zones.ts';
import { updateProfile } from '#lib/settings/actions.ts';

interface ProfileFormProps {
  name: string;
  email: string;
  locale: Locale;
  calendar: CalendarChoice;
  /** IANA zone or `auto`. */
  timeZone: string;
  /** What `auto` means on this device. */
  deviceTimeZone: string;
  theme: Theme;
  zones: readonly TimeZoneChoice[];
  /** How `deviceTimeZone` is called. */
  deviceTimeZoneLabel: string;
  /** When the page was made, for the example date. */
  now: Date;
}

/** Name, language, calendar, time zone and appearance, with an example of how dates will look. */
export function ProfileForm({ zones, now, deviceTimeZone, deviceTimeZoneLabel, ...profile }: ProfileFormProps) {
  const t = useTranslations();
  const toast = useToast();
  const router = useRouter();
  const { run, busy, error, errorOf } = useAction(updateProfile, ['name', 'timeZone']);
  const [{ locale, calendar, timeZone }, setChoice] = useState({ locale: profile.locale, calendar: profile.calendar, timeZone: profile.timeZone });
  const example = formatDateTime(now, { locale, calendar: calendarOf(calendar, locale), timeZone: timeZone === 'auto' ? deviceTimeZone : timeZone }, 'fullDateTime');

  const zoneOptions = useMemo(() => [{ value: 'auto', label: t('settings.timeZoneAuto', { zone: deviceTimeZoneLabel }) }, ...zones], [t, deviceTimeZoneLabel, zones]);

  const submit = async (data: FormData) => {
    if (!(await run({ name: textOf(data, 'name'), locale, calendar, timeZone, theme: textOf(data, 'theme') }))) return;
    toast(t('common.saved'));
    router.refresh();
  };

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      {error ? <Notice tone="danger">{error}</Notice> : null}
      <TextField label={t('settings.name')} name="name" autoComplete="name" defaultValue={profile.name} error={errorOf('name')} required />
      <TextField label={t('settings.email')} name="email" dir="ltr" className="rtl:text-end" value={profile.email} readOnly hint={t('settings.emailHint')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t('settings.language')} name="locale" value={locale} options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChange={({ target: { value } }) => { if (isLocale(value)) setChoice((choice) => ({ ...choice, locale: value })); }}
        />
        <Select
          label={t('settings.calendar')} name="calendar" value={calendar}
          options={[
            { value: 'auto', label: t('settings.calendarAuto') },
            { value: 'gregory', label: t('settings.calendarGregory') },
            { value: 'persian', label: t('settings.calendarPersian') },
          ]}
          onChange={({ target: { value } }) => { if (isCalendarChoice(value)) setChoice((choice) => ({ ...choice, calendar: value })); }}
        />
        <div className="min-w-0 sm:col-span-2">
          <SearchSelect
            label={t('settings.timeZone')} value={timeZone} error={errorOf('timeZone')}
            options={zoneOptions}
            onChange={(value) => setChoice((choice) => ({ ...choice, timeZone: value }))}
          />
        </div>
        <Select
          label={t('settings.theme')} name="theme" defaultValue={profile.theme}
          options={[
            { value: 'system', label: t('system.themeSystem') },
            { value: 'light', label: t('system.themeLight') },
            { value: 'dark', label: t('system.themeDark') },
          ]}
        />
      </div>
      <p suppressHydrationWarning className="text-sm text-ink-soft">{t('settings.example', { example })}</p>
      <Button type="submit" variant="primary" busy={busy} className="self-start">{t('common.save')}</Button>
    </Form>
  );
}
