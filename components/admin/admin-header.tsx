import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { adminTabs, type AdminTab } from './admin-tabs.ts';

/** The heading of the pages about other programs, and the way between them. */
export async function AdminHeader({ current, actions }: { current: AdminTab; actions?: ReactNode }) {
  const t = await getTranslations('admin');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={actions} />
      <Tabs label={t('tabs')} tabs={adminTabs.map(({ key, href, label }) => ({ href, label: t(label), current: key === current }))} />
    </>
  );
}
