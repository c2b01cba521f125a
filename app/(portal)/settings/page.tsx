import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CalendarAddress } from '#components/calendar/calendar-address.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { PasswordForm } from '#components/settings/password-form.tsx';
import { ProfileForm } from '#components/settings/profile-form.tsx';
import { SignOutEverywhere } from '#components/settings/sign-out-everywhere.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { passwordLength } from '#lib/accounts/schema.ts';
import { ownCalendarAddress } from '#lib/calendar/service.ts';
import { currentPreferences } from '#lib/i18n/preferences.ts';
import { timeZoneChoices, timeZoneLabel } from '#lib/i18n/time-zones.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') };
}

export default async function SettingsPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const actor = await pageActor('account.updateOwn');
  const [t, preferences, { changed }, feedUrl] = await Promise.all([getTranslations('settings'), currentPreferences(), searchParams, ownCalendarAddress(actor)]);
  const { locale, calendarChoice, timeZoneChoice, theme, deviceTimeZone } = preferences;
  const now = new Date();
  const known = timeZoneChoices({ locale }, now);
  // Chosen where zones go by other names: it stays a choice.
  const zones = timeZoneChoice === 'auto' || known.some(({ value }) => value === timeZoneChoice) ? known : [{ value: timeZoneChoice, label: timeZoneLabel(timeZoneChoice, { locale }, now) }, ...known];
  return (
    <Texts namespaces={['settings', 'setup']}>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex max-w-3xl flex-col gap-6">
        {changed === 'password' ? <Notice tone="success">{t('passwordChanged')}</Notice> : null}
        <Card title={t('profile')} description={t('profileText')}>
          <ProfileForm
            name={actor.name} email={actor.email} locale={locale} calendar={calendarChoice} timeZone={timeZoneChoice} deviceTimeZone={deviceTimeZone}
            theme={theme} zones={zones} deviceTimeZoneLabel={timeZoneLabel(deviceTimeZone, { locale }, now)} now={now}
          />
        </Card>
        <Card title={t('feed')} description={t('feedText')}><CalendarAddress url={feedUrl} /></Card>
        <Card title={t('password')} description={t('passwordText')}><PasswordForm email={actor.email} minPasswordLength={passwordLength.min} /></Card>
        <Card title={t('devices')} description={t('devicesText')}><SignOutEverywhere /></Card>
      </div>
    </Texts>
  );
}
