'use client';

import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { ChevronLeft, ChevronRight, Download, EyeOff, FilePlus2, Lock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { SelectBox } from '#components/ui/select.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { Board } from '#lib/room/board/board.ts';
import { emptyFile } from '#lib/room/board/files.ts';
import { showWhiteboard } from '#lib/room/board/show.ts';
import { useSession, useSlice } from '../session-context.tsx';
import { AddDocument } from './add-document.tsx';
import { saveAs } from './save-as.ts';

interface Props {
  board: Board;
  /** Turns pages for everybody. */
  leads: boolean;
  locked: boolean;
  moderates: boolean;
  drawing: ExcalidrawImperativeAPI | null;
}

/** Above the drawing: which page is shown, documents, saving, and hiding the whiteboard. */
export function BoardBar({ board, leads, locked, moderates, drawing }: Props) {
  const t = useTranslations('room.board');
  const session = useSession();
  const place = useSlice(board.place, (value) => value);
  const documents = useSlice(board.documents, (value) => value);
  const file = documents.find(({ id }) => id === place.fileId) ?? { ...emptyFile, id: place.fileId, pages: place.page };
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const save = async (): Promise<void> => {
    if (!drawing || saving) return;
    setSaving(true);
    setProblem(null);
    try {
      const { exportPages } = await import('./export-pages.ts');
      const pdf = await exportPages(drawing, board, file);
      if (pdf) saveAs(pdf, `${file.name === '' ? t('title') : file.name}.pdf`);
      else setProblem(t('nothingToSave'));
    } catch {
      setProblem(t('saveFailed'));
    } finally {
      setSaving(false);
    }
  };

  return (
    <div className="shrink-0 border-b border-line bg-surface">
      <div role="toolbar" aria-label={t('bar')} className="flex items-center gap-1 overflow-x-auto px-1.5">
        {leads ? <IconButton label={t('previous')} disabled={place.page <= 1} onClick={() => board.turnTo(place.page - 1)}><ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" /></IconButton> : null}
        <output className="min-w-fit px-2 text-sm whitespace-nowrap">{t('page', { page: place.page, pages: file.pages })}</output>
        {leads ? <IconButton label={t('next')} disabled={place.page >= file.pages} onClick={() => board.turnTo(place.page + 1)}><ChevronRight aria-hidden className="size-5 rtl:-scale-x-100" /></IconButton> : null}
        {leads && documents.length > 1 ? (
          <SelectBox
            aria-label={t('file')}
            value={place.fileId}
            options={documents.map(({ id, name }) => ({ value: id, label: name === '' ? t('emptyPages') : name }))}
            boxClassName="max-w-56 min-w-32"
            onChange={(event) => board.openFile(event.target.value)}
          />
        ) : null}
        {leads ? <AddDocument board={board} onProblem={setProblem}><FilePlus2 aria-hidden className="size-5" /></AddDocument> : null}
        {locked ? <span className="flex shrink-0 items-center gap-1.5 px-2 text-sm text-ink-soft"><Lock aria-hidden className="size-4" />{t('locked')}</span> : null}
        <span className="flex-1" />
        <IconButton label={t('save')} disabled={drawing === null} aria-busy={saving} onClick={() => void save()}>{saving ? <Spinner /> : <Download aria-hidden className="size-5" />}</IconButton>
        {moderates ? <IconButton label={t('hide')} onClick={() => void showWhiteboard(session, false)}><EyeOff aria-hidden className="size-5" /></IconButton> : null}
      </div>
      {problem === null ? null : <p role="alert" className="px-3 pb-2 text-sm text-danger-text">{problem}</p>}
    </div>
  );
}
