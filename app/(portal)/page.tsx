import { CalendarPlus, Plus, UserPlus } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { HealthCard } from '#components/home/health-card.tsx';
import { NextClass } from '#components/home/next-class.tsx';
import { WeekView } from '#components/home/week-view.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { ActiveMeetings } from '#components/meetings/active-meetings.tsx';
import { LiveQueries } from '#components/meetings/live-queries.tsx';
import { PlugnmeetNotice } from '#components/meetings/plugnmeet-notice.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { listPeople } from '#lib/accounts/queries.ts';
import { pageActor } from '#lib/accounts/page-actor.ts';
import type { UserActor } from '#lib/actor.ts';
import { listClassesBetween, nextClass } from '#lib/classes/queries.ts';
import type { ClassRow } from '#lib/classes/rows.ts';
import { byDay, weekAhead } from '#lib/classes/week.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { joinLink } from '#lib/meetings/join-link.ts';
import { listActiveMeetings } from '#lib/meetings/queries.ts';
import { may, scopeOf } from '#lib/permissions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('home'))('title') };
}

export default async function HomePage() {
  const actor = await pageActor();
  const [t, preferences] = await Promise.all([getTranslations('home'), formatPreferences()]);
  const now = new Date();
  const { from, to } = weekAhead(now, preferences.timeZone);
  const isAdmin = may(actor.role, 'system.seeHealth');
  const [next, week, people] = await Promise.all([nextClass(actor), listClassesBetween(actor, from, to), isAdmin ? listPeople(actor, {}) : null]);
  const isAlone = people?.total === 1;
  const mayCreate = may(actor.role, 'class.create');
  return (
    <Texts namespaces={['classes', 'meetings']}>
      <RefreshOnChange />
      <PageHeader
        title={t('greeting', { name: actor.name })}
        actions={mayCreate ? <LinkButton href="/classes/new" variant={next || isAlone ? 'secondary' : 'primary'} icon={<Plus aria-hidden className="size-4" />}>{t('newClass')}</LinkButton> : undefined}
      />
      {isAdmin ? null : <PlugnmeetNotice />}
      {isAlone ? <FirstStep /> : null}
      {isAdmin ? <AdminOverview actor={actor} /> : null}
      {next ? <NextClass row={next} link={joinLink(next.joinCode)} now={now} preferences={preferences} /> : null}
      {next === null && !isAdmin ? <Nothing mayCreate={mayCreate} /> : null}
      <Week rows={week} actor={actor} now={now} />
    </Texts>
  );
}

/** For an admin nobody else is there with. */
async function FirstStep() {
  const t = await getTranslations('home');
  return (
    <div className="mb-10">
      <EmptyState icon={<UserPlus />} title={t('firstTitle')} action={<LinkButton variant="primary" href="/people?invite=teacher">{t('firstAction')}</LinkButton>}>{t('firstText')}</EmptyState>
    </div>
  );
}

async function AdminOverview({ actor }: { actor: UserActor }) {
  const [t, active] = await Promise.all([getTranslations('home'), listActiveMeetings(actor)]);
  return (
    <div className="mb-10 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <section className="min-w-0">
        <h2 className="mb-3 text-lg font-semibold">{t('liveTitle')}</h2>
        <LiveQueries />
        <ActiveMeetings initial={active} showTeacher empty={<p className="rounded-lg border border-dashed border-line px-6 py-8 text-center text-sm text-ink-soft">{t('liveEmpty')}</p>} />
      </section>
      <HealthCard actor={actor} />
    </div>
  );
}

async function Nothing({ mayCreate }: { mayCreate: boolean }) {
  const t = await getTranslations('home');
  return (
    <div className="mb-10">
      <EmptyState icon={<CalendarPlus />} title={mayCreate ? t('nothingTitleTeacher') : t('nothingTitleStudent')}>
        {mayCreate ? t('nothingTextTeacher') : t('nothingTextStudent')}
      </EmptyState>
    </div>
  );
}

async function Week({ rows, actor, now }: { rows: readonly ClassRow[]; actor: UserActor; now: Date }) {
  const preferences = await formatPreferences();
  return <WeekView days={byDay(rows, now, preferences.timeZone)} preferences={preferences} showTeacher={scopeOf(actor.role, 'class.list') !== 'own'} />;
}
