import type { ReactNode } from 'react';
import { StyleNonce } from '#components/shell/style-nonce.tsx';
import { Texts } from '#components/i18n/texts.tsx';
import { KeepSignedIn } from '#components/shell/keep-signed-in.tsx';
import { PortalProviders } from '#components/shell/portal-providers.tsx';
import { PortalShell } from '#components/shell/portal-shell.tsx';
import { pageActor } from '#lib/accounts/page-actor.ts';
import { pageNonce } from '#lib/page-nonce.ts';

/** Signed-in pages. The layout does not re-render when going from page to page, so each page asks `pageActor` for itself. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  return (
    <Texts namespaces={['nav']}>
      <StyleNonce nonce={await pageNonce()} />
      <KeepSignedIn />
      <PortalProviders>
        <PortalShell actor={actor}>{children}</PortalShell>
      </PortalProviders>
    </Texts>
  );
}
