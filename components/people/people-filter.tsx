import { Search } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/field.tsx';
import { FilterFold } from '#components/ui/filter-fold.tsx';
import { Select } from '#components/ui/select.tsx';
import { roleChoices, roleKeys } from './role-options.ts';

/** Search and role; both live in the address, so the form needs no script. */
export async function PeopleFilterForm({ query, role }: { query: string; role: string }) {
  const t = await getTranslations('people');
  return (
    <search className="mb-4 block">
      <form method="get" className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 sm:min-w-48"><TextField label={t('searchLabel')} name="q" type="search" defaultValue={query} /></div>
        <FilterFold count={role === '' ? 0 : 1}>
          <div className="sm:w-44"><Select label={t('filterRole')} name="role" defaultValue={role} options={[{ value: '', label: t('everyRole') }, ...roleChoices.map((value) => ({ value, label: t(roleKeys[value]) }))]} /></div>
          <Button type="submit" icon={<Search aria-hidden className="size-4" />}>{t('apply')}</Button>
        </FilterFold>
      </form>
    </search>
  );
}
