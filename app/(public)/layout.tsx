import type { ReactNode } from 'react';
import { PublicHeader } from '#components/shell/public-header.tsx';
import { mainId, SkipLink } from '#components/shell/skip-link.tsx';

export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <PublicHeader />
      <main id={mainId} tabIndex={-1} className="flex flex-1 flex-col px-4 pb-10 outline-none sm:px-6">{children}</main>
    </div>
  );
}
