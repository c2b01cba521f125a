import { Search } from 'lucide-react';
import Form from 'next/form';
import { useTranslations } from 'next-intl';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { FilterFold } from '#components/ui/filter-fold.tsx';
import { Select } from '#components/ui/select.tsx';
import { visibilities, type RecordingFilter } from '#lib/recordings/schema.ts';
import { libraryHref } from './href.ts';

interface RecordingFilterFormProps {
  filter: RecordingFilter;
  classes: readonly { id: string; title: string }[];
  /** Whether states and visibility matter to this reader. */
  manages: boolean;
}

/** Search and filters; all live in the address, so that a view can be linked to and works without scripts. */
export function RecordingFilterForm({ filter, classes, manages }: RecordingFilterFormProps) {
  const t = useTranslations('recordings');
  const { q, classId, show, visibility, since, view } = filter;
  const set = [classId !== undefined, since !== 'any', manages && show !== 'all', manages && visibility !== undefined].filter(Boolean).length;
  const isFiltered = libraryHref({ ...filter, page: 1, view: 'grid' }) !== '/recordings';
  const states = [['all', 'showAll'], ['published', 'showPublished'], ['unpublished', 'showUnpublished'], ['working', 'showWorking'], ['failed', 'showFailed'], ['deleted', 'showDeleted']] as const;
  const times = [['any', 'sinceAny'], ['week', 'sinceWeek'], ['month', 'sinceMonth'], ['year', 'sinceYear']] as const;
  return (
    <search className="mb-4 block">
      <Form key={libraryHref(filter)} action="/recordings" className="flex flex-wrap items-end gap-3">
        {view === 'list' ? <input type="hidden" name="view" value="list" /> : null}
        <div className="min-w-0 flex-1 sm:min-w-48"><TextField label={t('searchLabel')} name="q" type="search" maxLength={80} defaultValue={q} /></div>
        <FilterFold count={set}>
          {classes.length > 1 || classId ? <div className="sm:w-40"><Select label={t('filterClass')} name="classId" defaultValue={classId ?? ''} options={[{ value: '', label: t('everyClass') }, ...classes.map(({ id, title }) => ({ value: id, label: title }))]} /></div> : null}
          <div className="sm:w-36"><Select label={t('filterSince')} name="since" defaultValue={since} options={times.map(([value, key]) => ({ value, label: t(key) }))} /></div>
          {manages ? (
            <>
              <div className="sm:w-36"><Select label={t('filterShow')} name="show" defaultValue={show} options={states.map(([value, key]) => ({ value, label: t(key) }))} /></div>
              <div className="sm:w-40"><Select label={t('filterVisibility')} name="visibility" defaultValue={visibility ?? ''} options={[{ value: '', label: t('anyVisibility') }, ...visibilities.map((value) => ({ value, label: t(`visibility.${value}`) }))]} /></div>
            </>
          ) : null}
          <span className="flex gap-2 max-sm:col-span-2">
            <Button type="submit" icon={<Search aria-hidden className="size-4" />}>{t('filter')}</Button>
            {isFiltered ? <LinkButton variant="ghost" href={libraryHref({ view })}>{t('clear')}</LinkButton> : null}
          </span>
        </FilterFold>
      </Form>
    </search>
  );
}
