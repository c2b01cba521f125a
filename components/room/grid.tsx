'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { gridShape, pageOf, tilesPerPage, withSpeaker } from '#lib/room/layout.ts';
import { useSession, useSlice } from './session-context.tsx';
import { Tile } from './tile.tsx';
import { useSize } from './use-size.ts';

const gap = 8;

/** Everybody the same size; pages when they would get too small to recognise. The first page shows who speaks, wherever their place is. */
export function Grid({ ids, onPin }: { ids: readonly string[]; onPin: (id: string) => void }) {
  const stage = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(stage);
  const [wanted, setWanted] = useState(0);
  const speakerId = useSlice(useSession().media, (media) => media.speakerId);
  const size = tilesPerPage(width, height, gap);
  const { items, page, pages } = pageOf(wanted === 0 ? withSpeaker(ids, size, speakerId) : ids, wanted, size);
  const shape = gridShape(items.length, width, height, gap);
  return (
    <div className="flex min-h-0 flex-1 items-center gap-1 max-sm:grid max-sm:grid-cols-2 max-sm:grid-rows-[minmax(0,1fr)_auto]">
      {pages > 1 ? <PageButton direction="previous" disabled={page === 0} onClick={() => setWanted(page - 1)} /> : null}
      <div ref={stage} className="flex h-full min-w-0 flex-1 flex-wrap content-center justify-center overflow-hidden max-sm:order-first max-sm:col-span-2" style={{ gap }}>
        {width > 0 ? items.map((id) => <GridTile key={id} id={id} width={shape.width} height={shape.height} onPin={onPin} />) : null}
      </div>
      {pages > 1 ? <PageButton direction="next" disabled={page === pages - 1} onClick={() => setWanted(page + 1)} /> : null}
    </div>
  );
}

function GridTile({ id, width, height, onPin }: { id: string; width: number; height: number; onPin: (id: string) => void }) {
  return (
    <div style={{ inlineSize: width, blockSize: height }}>
      <Tile id={id} onPin={onPin} small={width < 220} className="size-full" />
    </div>
  );
}

function PageButton({ direction, disabled, onClick }: { direction: 'previous' | 'next'; disabled: boolean; onClick: () => void }) {
  const t = useTranslations('room');
  const Icon = direction === 'next' ? ChevronRight : ChevronLeft;
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      aria-label={t(direction === 'next' ? 'stage.nextPage' : 'stage.previousPage')}
      className="grid h-16 w-11 shrink-0 max-sm:h-11 max-sm:w-full place-items-center rounded-lg text-ink-soft transition-colors duration-150 hover:bg-surface-hover hover:text-ink disabled:opacity-30"
    >
      <Icon aria-hidden className="size-6 flip-rtl" />
    </button>
  );
}
