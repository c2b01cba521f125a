import type { ReactNode } from 'react';
import { mainId, SkipLink } from '#components/shell/skip-link.tsx';

/** What a learning platform shows inside its own page: no header of ours. */
export default function LtiLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <main id={mainId} tabIndex={-1} className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 py-6 outline-none sm:px-6">{children}</main>
    </div>
  );
}
