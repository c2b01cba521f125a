import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

type Messages = Awaited<ReturnType<typeof getMessages>>;
export type Namespace = keyof Messages;

/** What the shared parts and the error pages need everywhere. */
const everywhere: Namespace[] = ['common', 'errors', 'system'];

/** Sends a page's client components the texts they need, and no others. */
export async function Texts({ namespaces = [], children }: { namespaces?: Namespace[]; children: ReactNode }) {
  const all = await getMessages();
  const wanted = Object.fromEntries([...everywhere, ...namespaces].map((name) => [name, all[name]]));
  return <NextIntlClientProvider messages={wanted}>{children}</NextIntlClientProvider>;
}
