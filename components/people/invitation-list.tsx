import { Mail } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Badge } from '#components/ui/badge.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { OpenInvitation } from '#lib/accounts/queries.ts';
import { formatDateTime } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { RevokeButton } from './revoke-button.tsx';
import { roleKeys } from './role-options.ts';

/** Invitations nobody has used yet. */
export async function InvitationList({ invitations }: { invitations: readonly OpenInvitation[] }) {
  const [t, preferences] = await Promise.all([getTranslations('people'), formatPreferences()]);
  if (invitations.length === 0) return <EmptyState icon={<Mail />} title={t('noInvitations')}>{t('noInvitationsText')}</EmptyState>;
  const columns: Column<OpenInvitation>[] = [
    {
      key: 'for',
      header: t('name'),
      primary: true,
      renderCell: ({ name, email }) => (
        <span className="block min-w-0">
          <span className="block truncate font-medium">{name ?? email ?? t('anybody')}</span>
          {name !== null && email !== null ? <span dir="ltr" className="block truncate text-sm text-ink-soft rtl:text-end">{email}</span> : null}
        </span>
      ),
    },
    { key: 'role', header: t('role'), renderCell: ({ role }) => <Badge tone={role === 'admin' ? 'accent' : 'neutral'}>{t(roleKeys[role])}</Badge> },
    { key: 'sent', header: t('sent'), renderCell: ({ createdAt }) => formatDateTime(createdAt, preferences, 'shortDate') },
    { key: 'expires', header: t('expires'), renderCell: ({ expiresAt }) => formatDateTime(expiresAt, preferences, 'shortDate') },
    { key: 'actions', header: t('actions'), quiet: true, renderCell: ({ id }) => <span className="flex justify-end"><RevokeButton invitationId={id} /></span> },
  ];
  return <DataList caption={t('tabInvitations')} columns={columns} rows={invitations} rowKey={({ id }) => id} />;
}
