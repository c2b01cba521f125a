import { getTranslations } from 'next-intl/server';
import { Card } from '#components/ui/card.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import type { KeyView } from '#lib/api-keys/queries.ts';
import { formatDateTime } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { NewKeyButton } from './new-key-button.tsx';
import { RevokeKeyButton } from './revoke-key-button.tsx';

/** The keys with which a system's programs call the REST API. */
export async function KeysCard({ accountId, keys }: { accountId: string; keys: readonly KeyView[] }) {
  const [t, preferences] = await Promise.all([getTranslations('apiKeys'), formatPreferences()]);
  const columns: Column<KeyView>[] = [
    { key: 'name', header: t('name'), primary: true, renderCell: ({ name, ending }) => <><bdi>{name}</bdi> <bdi dir="ltr" className="ms-1 text-xs whitespace-nowrap text-ink-soft">{`kelas_…${ending}`}</bdi></> },
    { key: 'scopes', header: t('scopes'), renderCell: ({ scopes }) => <ul className="text-xs text-ink-soft">{scopes.map((scope) => <li key={scope}>{t(`scope.${scope}`)}</li>)}</ul> },
    { key: 'used', header: t('lastUsed'), renderCell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt, preferences, 'dateTime') : t('neverUsed')) },
    { key: 'actions', header: t('actions'), quiet: true, renderCell: ({ id, name }) => <span className="flex justify-end"><RevokeKeyButton keyId={id} name={name} /></span> },
  ];
  return (
    <Card title={t('title')} description={t('description')} actions={<NewKeyButton accountId={accountId} />}>
      {keys.length === 0 ? <p className="text-sm text-ink-soft">{t('empty')}</p> : <DataList caption={t('title')} columns={columns} rows={keys} rowKey={({ id }) => id} />}
    </Card>
  );
}
