'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, type ReactNode } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { Board } from '#lib/room/board/board.ts';
import { ConversionError } from '#lib/room/board/files.ts';
import { UploadError } from '#lib/room/upload.ts';

/** Chooses a document whose pages are then drawn on. */
export function AddDocument({ board, onProblem, children }: { board: Board; onProblem: (problem: string | null) => void; children: ReactNode }) {
  const t = useTranslations('room.board');
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);

  const add = async (file: File): Promise<void> => {
    onProblem(null);
    setShare(0);
    try {
      const id = await board.files.addDocument(file, setShare);
      await board.refreshFiles();
      if (id === null) onProblem(t('stillConverting'));
      else board.openFile(id);
    } catch (error) {
      onProblem(problemOf(error));
    } finally {
      setShare(null);
    }
  };

  const problemOf = (error: unknown): string => {
    if (error instanceof UploadError && (error.failure === 'type' || error.failure === 'size')) return t(`problem.${error.failure}`);
    return error instanceof ConversionError ? t('problem.conversion') : t('problem.upload');
  };

  return (
    <>
      <IconButton label={share === null ? t('add') : t('adding', { share })} aria-busy={share !== null} onClick={() => share === null && input.current?.click()}>
        {share === null ? children : <Spinner />}
      </IconButton>
      <input
        ref={input}
        type="file"
        hidden
        accept=".pdf,.docx,.doc,.odt,.pptx,.ppt,.odp,.xlsx,.xls,.ods,.txt"
        aria-label={t('add')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void add(file);
        }}
      />
    </>
  );
}
