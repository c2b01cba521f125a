import { getTranslations } from 'next-intl/server';
import { Avatar } from '#components/ui/avatar.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import type { Person } from '#lib/accounts/queries.ts';
import { formatDateTime } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { PersonMenu } from './person-menu.tsx';
import { roleKeys } from './role-options.ts';

/** The accounts of the school. Nobody gets a menu for their own. */
export async function PeopleList({ people, ownId }: { people: readonly Person[]; ownId: string }) {
  const [t, preferences] = await Promise.all([getTranslations('people'), formatPreferences()]);
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('name'),
      primary: true,
      renderCell: (person) => (
        <span className="flex items-center gap-3 max-md:pe-10">
          <Avatar name={person.name} />
          <span className="min-w-0">
            <span className="block font-medium break-words md:truncate"><bdi>{person.name}</bdi>{person.id === ownId ? <span className="ms-2 font-normal text-ink-faint">({t('you')})</span> : null}</span>
            <span dir="ltr" className="block truncate text-sm text-ink-soft rtl:text-end">{person.email}</span>
          </span>
        </span>
      ),
    },
    { key: 'role', header: t('role'), renderCell: (person) => <Badge tone={person.role === 'admin' ? 'accent' : 'neutral'}>{t(roleKeys[person.role])}</Badge> },
    { key: 'status', header: t('status'), renderCell: (person) => <Badge tone={person.disabled ? 'warning' : 'success'}>{t(person.disabled ? 'disabled' : 'active')}</Badge> },
    { key: 'joined', header: t('joined'), unbroken: true, renderCell: (person) => formatDateTime(person.createdAt, preferences, 'shortDate') },
    { key: 'actions', header: t('actions'), quiet: true, corner: true, renderCell: (person) => (person.id === ownId ? null : <span className="flex justify-end"><PersonMenu person={{ id: person.id, name: person.name, role: person.role, disabled: person.disabled }} /></span>) },
  ];
  return <DataList caption={t('title')} columns={columns} rows={people} rowKey={(person) => person.id} />;
}
