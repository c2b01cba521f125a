import { notFound, redirect } from 'next/navigation';
import { requestOrigin } from '#lib/request-origin.ts';
import { enterRoom } from '#lib/spreed/enter.ts';

interface RoomAddressProps {
  params: Promise<{ apiKey: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The address of a room of the Spreed REST API: `/<name>`. Any other address of one part is nowhere. */
export default async function RoomAddressPage({ params, searchParams }: RoomAddressProps) {
  const [{ apiKey: name }, { nonce, name: givenName }] = await Promise.all([params, searchParams]);
  const path = await enterRoom(name, { nonce: one(nonce), name: one(givenName) }, await requestOrigin());
  if (path === null) notFound();
  redirect(path);
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
