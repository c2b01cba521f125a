import type { Metadata } from 'next';
import { JoinPageContent } from '#components/join/join-page-content.tsx';
import { readJoinTitle } from '#components/join/read-join.ts';

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await readJoinTitle((await params).code) };
}

/** The lobby and device check behind a class's link. */
export default async function JoinRoute({ params }: Props) {
  return <JoinPageContent code={(await params).code} />;
}
