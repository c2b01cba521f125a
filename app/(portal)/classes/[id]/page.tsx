import { ChartNoAxesColumn, CopyPlus, Pencil } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AddToCalendar } from '#components/calendar/add-to-calendar.tsx';
import { CancelClass } from '#components/classes/cancel-class.tsx';
import { ClassEntry } from '#components/classes/class-entry.tsx';
import { ClassSettings } from '#components/classes/class-settings.tsx';
import { StateBadge } from '#components/classes/state-badge.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { PastMeetings } from '#components/meetings/past-meetings.tsx';
import { PlugnmeetNotice } from '#components/meetings/plugnmeet-notice.tsx';
import { RefreshOnChange } from '#components/meetings/refresh-on-change.tsx';
import { ClassRecordings } from '#components/recordings/class-recordings.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { CopyField } from '#components/ui/copy-field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { getClass } from '#lib/classes/queries.ts';
import { formatDateTime, formatDuration } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { joinLink } from '#lib/meetings/join-link.ts';
import { listPastMeetings } from '#lib/meetings/queries.ts';
import { idFromPath, pageData } from '#lib/page-data.ts';
import { listRecordings } from '#lib/recordings/queries.ts';
import { recordingFilter } from '#lib/recordings/schema.ts';

interface Props {
  params: Promise<{ id: string }>;
}

async function readClass({ params }: Props) {
  const actor = await pageActor('class.view');
  const found = await pageData(getClass(actor, idFromPath((await params).id)));
  return { actor, found };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readClass(props)).found.title };
}

export default async function ClassPage(props: Props) {
  const { actor, found } = await readClass(props);
  const [t, tf, preferences] = await Promise.all([getTranslations('classes'), getTranslations('figures.ofClass'), formatPreferences()]);
  const past = found.maySeeMeetings ? await listPastMeetings(actor, { q: '', page: 1 }, found.id) : null;
  const recordings = await listRecordings(actor, recordingFilter.parse({ classId: found.id }));
  return (
    <Texts namespaces={['classes', 'recordings']}>
      <RefreshOnChange />
      <PageHeader
        title={<bdi>{found.title}</bdi>}
        description={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <StateBadge state={found.state} />
            <span>{formatDateTime(found.startsAt, preferences, 'fullDateTime')}</span>
            <span>{formatDuration(found.durationMinutes * 60, preferences)}</span>
            {found.isOwner ? null : <span>{t('by', { name: found.teacherName })}</span>}
          </span>
        }
        back={{ href: '/classes', label: t('backToClasses') }}
        actions={
          <>
            {found.mayCancel ? <CancelClass classId={found.id} /> : null}
            {found.mayUpdate ? <LinkButton href={`/classes/${found.id}/edit`} icon={<Pencil aria-hidden className="size-4" />}>{t('edit')}</LinkButton> : null}
            <div className="empty:hidden max-sm:order-first max-sm:basis-full"><ClassEntry row={found} /></div>
          </>
        }
      />
      <PlugnmeetNotice />
      {found.state === 'cancelled' ? <div className="mb-6"><Notice tone="warning">{t('cancelledNotice')}</Notice></div> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {found.state === 'cancelled' ? null : (
            <Card>
              <CopyField label={t('joinLink')} value={joinLink(found.joinCode)} hint={t(found.maySeeMeetings ? 'joinLinkHint' : 'joinLinkHintStudent')} />
              {found.maySeeMeetings ? <p className="mt-3 text-sm text-ink-soft">{t('members', { count: found.memberCount })}</p> : null}
              <div className="mt-3 flex flex-wrap gap-2 empty:hidden">
                {found.state === 'scheduled' ? <AddToCalendar code={found.joinCode} /> : null}
                {found.isOwner ? <LinkButton size="sm" href={`/classes/new?like=${found.id}`} icon={<CopyPlus aria-hidden className="size-4" />}>{t('planAnother')}</LinkButton> : null}
              </div>
            </Card>
          )}
          {found.description === '' ? null : <Card title={t('formDescription')}><p dir="auto" className="text-base whitespace-pre-line">{found.description}</p></Card>}
          <ClassRecordings classId={found.id} rows={recordings.rows} total={recordings.total} />
          {past ? (
            <section>
              <div className="mb-3 flex items-center justify-between gap-3">
                <h2 className="text-base font-semibold">{t('pastMeetings')}</h2>
                {past.rows.length > 0 ? <LinkButton href={`/classes/${found.id}/figures`} icon={<ChartNoAxesColumn aria-hidden className="size-4" />}>{tf('link')}</LinkButton> : null}
              </div>
              {past.rows.length > 0 ? <PastMeetings rows={past.rows} preferences={preferences} ofOneClass /> : <p className="text-sm text-ink-soft">{t('noMeetings')}</p>}
            </section>
          ) : null}
        </div>
        <Card title={t('settings')}><ClassSettings found={found} preferences={preferences} /></Card>
      </div>
    </Texts>
  );
}
