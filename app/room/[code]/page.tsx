import type { Metadata } from 'next';
import { JoinPageContent } from '#components/join/join-page-content.tsx';
import { readJoinTitle } from '#components/join/read-join.ts';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await readJoinTitle((await params).code) };
}

/** Where a reload in mid-class leads: straight back in. */
export default async function RoomRoute({ params }: Props) {
  return <JoinPageContent code={(await params).code} returning />;
}
