'use client';

import '@blocknote/core/style.css';
import './notepad.css';
import { BlockNoteEditor } from '@blocknote/core';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { notepadOf } from '#lib/room/board/notepad.ts';
import { useConditions } from '../parts/conditions.ts';
import { useSession } from '../session-context.tsx';
import { caretColour, drawCaret } from './caret.ts';
import { NotepadBar } from './notepad-bar.tsx';

/** Notes everybody may see and, where allowed, write at the same time. */
export function NotepadStage() {
  const t = useTranslations('room.notepad');
  const session = useSession();
  const notepad = notepadOf(session);
  const conditions = useConditions();
  const locked = conditions?.locks.notepad ?? true;
  const name = conditions?.self?.name ?? '';
  const frame = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<BlockNoteEditor | null>(null);
  const [isEmpty, setIsEmpty] = useState(false);

  useEffect(() => {
    if (!frame.current) return undefined;
    // First: the editor adds the name to what it finds.
    notepad.arrive();
    const made = BlockNoteEditor.create({
      collaboration: { fragment: notepad.fragment, provider: { awareness: notepad.awareness }, user: { name, color: caretColour(session.selfId) }, renderCursor: drawCaret },
      // It writes a style sheet into the page, which the security policy refuses.
      disableExtensions: ['placeholder'],
      _tiptapOptions: { injectCSS: false },
      domAttributes: { editor: { 'aria-label': t('text'), 'aria-multiline': 'true', role: 'textbox' }, blockContent: { dir: 'auto' } },
    });
    made.mount(frame.current);
    setEditor(made);
    const look = (): void => setIsEmpty(made.isEmpty);
    look();
    const stopLooking = made.onChange(look);
    return () => {
      stopLooking();
      setEditor(null);
      notepad.leave();
      made.unmount();
    };
  }, [notepad, name, session.selfId, t]);

  useEffect(() => {
    if (editor) setEditable(editor, !locked);
  }, [editor, locked]);

  return (
    <section aria-label={t('title')} className="flex size-full min-h-0 flex-col overflow-hidden bg-surface">
      <NotepadBar editor={editor} locked={locked} moderates={conditions?.isModerator ?? false} />
      <div className="notepad relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
        {isEmpty ? <p aria-hidden className="pointer-events-none absolute inset-x-5 top-4 text-ink-faint">{t(locked ? 'nothingYet' : 'writeHere')}</p> : null}
        <div ref={frame} className="bn-root bn-container h-full" />
      </div>
    </section>
  );
}

function setEditable(editor: BlockNoteEditor, isEditable: boolean): void {
  editor.isEditable = isEditable;
}
