'use client';

import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { frameAddress, hostOf, obstacle, webAddress } from '#lib/room/sharing/addresses.ts';
import { sharingOf } from '#lib/room/sharing/sharing.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { useSelf } from '../use-room.ts';
import { StageBar } from './stage-bar.tsx';

/** Its own scripts and cookies, but neither this page's nor its camera, and no leading away from the class. */
const sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-presentation';

/** A page from outside on the stage. A browser does not tell when a site refuses to be framed, so the way around is always in sight. */
export function LinkStage() {
  const t = useTranslations('room.sharing');
  const session = useSession();
  const url = useSlice(session.room, (room) => webAddress(room?.features.externalLink.url ?? '') ?? '');
  const sharedBy = useSlice(session.room, (room) => room?.features.externalLink.sharedBy ?? '');
  const isModerator = useSelf()?.isModerator ?? false;
  if (url === '') return null;
  const inTheWay = obstacle(url, window.location.href);
  return (
    <section aria-label={t('link.stage')} className="flex size-full flex-col bg-surface">
      <StageBar url={url} sharedBy={sharedBy}>
        {isModerator ? <Button size="sm" variant="danger" onClick={() => void sharingOf(session).hideLink()}>{t('stop')}</Button> : null}
      </StageBar>
      {inTheWay === null ? (
        <>
          <iframe key={url} src={frameAddress(url)} title={hostOf(url)} sandbox={sandbox} allow="autoplay; encrypted-media; picture-in-picture" referrerPolicy="strict-origin" className="min-h-0 w-full flex-1 border-0 bg-white" />
          <p className="shrink-0 px-3 py-1.5 text-xs text-ink-soft">{t('link.empty')}</p>
        </>
      ) : <p className="m-auto p-6 text-center text-sm text-ink-soft">{t(inTheWay)}</p>}
    </section>
  );
}
