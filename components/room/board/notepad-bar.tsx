'use client';

import type { BlockNoteEditor, PartialBlock } from '@blocknote/core';
import { Bold, Download, Heading2, Italic, List, ListOrdered, Lock, Undo2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { openNotepad } from '#lib/room/board/notepad.ts';
import { useSession } from '../session-context.tsx';
import { saveAs } from './save-as.ts';

/** Above the notes: how the text looks, saving it, and closing the notes. */
export function NotepadBar({ editor, locked, moderates }: { editor: BlockNoteEditor | null; locked: boolean; moderates: boolean }) {
  const t = useTranslations('room.notepad');
  const session = useSession();

  /** Makes the block the caret is in another kind, or plain again. */
  const become = (kind: PartialBlock): void => {
    if (!editor) return;
    const { block } = editor.getTextCursorPosition();
    editor.updateBlock(block, block.type === kind.type ? { type: 'paragraph' } : kind);
    editor.focus();
  };
  const style = (name: 'bold' | 'italic'): void => {
    editor?.focus();
    editor?.toggleStyles({ [name]: true });
  };
  const saveMarkdown = (): void => {
    if (editor) saveAs(new Blob([editor.blocksToMarkdownLossy(editor.document)], { type: 'text/markdown' }), `${t('title')}.md`);
  };
  const saveHtml = (): void => {
    if (!editor) return;
    const page = `<!doctype html><meta charset="utf-8"><title>${t('title')}</title><body dir="auto">${editor.blocksToHTMLLossy(editor.document)}</body>`;
    saveAs(new Blob([page], { type: 'text/html' }), `${t('title')}.html`);
  };

  return (
    <div role="toolbar" aria-label={t('bar')} className="flex shrink-0 items-center overflow-x-auto border-b border-line bg-surface px-1.5">
      {locked ? <span className="flex min-w-fit items-center gap-1.5 px-2 py-3 text-sm text-ink-soft"><Lock aria-hidden className="size-4" />{t('locked')}</span> : (
        <>
          <IconButton label={t('bold')} onClick={() => style('bold')}><Bold aria-hidden className="size-5" /></IconButton>
          <IconButton label={t('italic')} onClick={() => style('italic')}><Italic aria-hidden className="size-5" /></IconButton>
          <IconButton label={t('heading')} onClick={() => become({ type: 'heading', props: { level: 2 } })}><Heading2 aria-hidden className="size-5" /></IconButton>
          <IconButton label={t('list')} onClick={() => become({ type: 'bulletListItem' })}><List aria-hidden className="size-5 rtl:-scale-x-100" /></IconButton>
          <IconButton label={t('numbered')} onClick={() => become({ type: 'numberedListItem' })}><ListOrdered aria-hidden className="size-5" /></IconButton>
          <IconButton label={t('undo')} onClick={() => editor?.undo()}><Undo2 aria-hidden className="size-5" /></IconButton>
        </>
      )}
      <span className="flex-1" />
      <Menu
        label={t('save')}
        items={[{ key: 'markdown', label: t('saveMarkdown'), onSelect: saveMarkdown }, { key: 'html', label: t('saveHtml'), onSelect: saveHtml }]}
        triggerClassName="inline-grid size-11 shrink-0 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink"
      >
        <Download aria-hidden className="size-5" />
      </Menu>
      {moderates ? <IconButton label={t('close')} onClick={() => void openNotepad(session, false)}><X aria-hidden className="size-5" /></IconButton> : null}
    </div>
  );
}
