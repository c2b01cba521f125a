import { Link2Off } from 'lucide-react';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DoorMessage } from '#components/join/door-message.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('visit'))('title') };
}

/** Where a one-time link leads that cannot be opened any more. */
export default async function VisitPage({ searchParams }: { searchParams: Promise<{ why?: string }> }) {
  const t = await getTranslations('visit');
  const { why } = await searchParams;
  const reason = why === 'linkUsed' || why === 'linkExpired' ? why : 'linkInvalid';
  return <DoorMessage icon={<Link2Off aria-hidden className="size-7" />} title={t(`${reason}.title`)} text={t(`${reason}.text`)} />;
}
