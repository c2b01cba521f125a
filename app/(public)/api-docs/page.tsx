import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FieldTable } from '#components/api-docs/field-table.tsx';
import { WithKey } from '#components/api-docs/key-context.tsx';
import { OperationCard } from '#components/api-docs/operation-card.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { describeApi } from '#lib/rest/described.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('apiDocs'))('title') };
}

/** The REST API to read and to try, from its OpenAPI document. */
export default async function ApiDocsPage() {
  const t = await getTranslations('apiDocs');
  const { basePath, groups, events } = describeApi();
  return (
    <Texts namespaces={['apiDocs']}>
      <div className="mx-auto w-full max-w-4xl">
        <PageHeader title={t('title')} description={<>{t('description')} <a href={`${basePath}/openapi.json`} className="text-accent-text underline">{t('document')}</a></>} />
        <nav aria-label={t('contents')} className="mb-6">
          <ul className="flex flex-wrap gap-x-5 text-sm">
            {groups.map(({ name }) => <li key={name}><a href={`#${name}`} className="inline-flex min-h-11 items-center text-accent-text hover:underline"><bdi lang="en">{name}</bdi></a></li>)}
            <li><a href="#events" className="inline-flex min-h-11 items-center text-accent-text hover:underline">{t('events')}</a></li>
          </ul>
        </nav>
        <WithKey>
          {groups.map(({ name, operations }) => (
            <section key={name} aria-labelledby={name} className="mb-8">
              <h2 id={name} className="mb-3 scroll-mt-4 text-lg font-semibold"><bdi lang="en">{name}</bdi></h2>
              <div className="flex flex-col gap-3">
                {operations.map((operation) => <OperationCard key={operation.id} operation={operation} basePath={basePath} />)}
              </div>
            </section>
          ))}
        </WithKey>
        <section aria-labelledby="events">
          <h2 id="events" className="mb-1 scroll-mt-4 text-lg font-semibold">{t('events')}</h2>
          <p className="mb-3 text-sm text-ink-soft">{t('eventsText')}</p>
          <div className="flex flex-col gap-3">
            {events.map(({ name, fields }) => (
              <details key={name} className="group rounded-lg border border-line bg-surface">
                <summary className="flex cursor-pointer list-none items-center gap-3 rounded-lg p-4 group-open:rounded-b-none hover:bg-surface-hover [&::-webkit-details-marker]:hidden">
                  <ChevronRight aria-hidden className="flip-rtl size-4 shrink-0 text-ink-soft transition-transform duration-150 group-open:rotate-90 rtl:group-open:-rotate-90" />
                  <code dir="ltr" className="font-mono text-sm">{name}</code>
                </summary>
                <div className="border-t border-line p-4"><FieldTable caption={name} fields={fields} /></div>
              </details>
            ))}
          </div>
        </section>
      </div>
    </Texts>
  );
}
