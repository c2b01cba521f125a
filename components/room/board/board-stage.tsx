'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { boardOf } from '#lib/room/board/board.ts';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { useConditions } from '../parts/conditions.ts';
import { useSession } from '../session-context.tsx';
import { BoardBar } from './board-bar.tsx';
import { Drawing } from './drawing.tsx';

/** The whiteboard on the stage: its pages, and the bar that turns them. */
export function BoardStage() {
  const t = useTranslations('room.board');
  const board = boardOf(useSession());
  const conditions = useConditions();
  const [drawing, setDrawing] = useState<ExcalidrawImperativeAPI | null>(null);
  const [pictureFailed, setPictureFailed] = useState(false);
  const onPictureFailed = useCallback(() => setPictureFailed(true), []);
  const locked = conditions?.locks.whiteboard ?? true;
  const leads = !locked && (conditions?.isPresenter === true || conditions?.isModerator === true);
  useEffect(() => void board.refreshFiles(), [board]);
  return (
    <section aria-label={t('title')} className="flex size-full min-h-0 flex-col overflow-hidden bg-surface">
      <BoardBar board={board} leads={leads} locked={locked} moderates={conditions?.isModerator ?? false} drawing={drawing} />
      {pictureFailed ? <Notice tone="danger" action={<Button size="sm" onClick={() => setPictureFailed(false)}>{t('dismiss')}</Button>}>{t('pictureFailed')}</Notice> : null}
      <div className="relative min-h-0 flex-1">
        <Drawing board={board} locked={locked} leads={leads} onReady={setDrawing} onPictureFailed={onPictureFailed} />
      </div>
    </section>
  );
}
