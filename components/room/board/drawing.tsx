'use client';

import './own-fonts.ts';
import '@excalidraw/excalidraw/index.css';
import './drawing.css';
import { CaptureUpdateAction, Excalidraw, languages, MainMenu, reconcileElements, restoreElements } from '@excalidraw/excalidraw';
import type { BinaryFiles, Collaborator, ExcalidrawImperativeAPI, SocketId } from '@excalidraw/excalidraw/types';
import type { ExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import type { Board } from '#lib/room/board/board.ts';
import type { ParsedElement } from '#lib/room/board/element.ts';
import { fitted } from '#lib/room/board/viewport.ts';
import { useSlice } from '../session-context.tsx';
import { createPictures, newPictureId } from './pictures.ts';
import { fitPage, isDocumentPage, isReady, placeBackground } from './background.ts';
import { asElements, asRemote, asSocketId, asZoom } from './brands.ts';
import { nameMenu } from './name-menu.ts';
import { writePersianDigits } from './own-digits.ts';
import { useDarkStage } from './use-dark-stage.ts';

const tools = {
  canvasActions: { loadScene: false, saveToActiveFile: false, export: false, saveAsImage: false, toggleTheme: false, changeViewBackgroundColor: false, clearCanvas: true },
  tools: { image: true },
} as const;

// Translated to a few percent less than the library asks for; the rest is shown in English.
if (!languages.some(({ code }) => code === 'fa-IR')) languages.push({ code: 'fa-IR', label: 'فارسی', rtl: true });

interface Props {
  board: Board;
  locked: boolean;
  /** Turns pages, and so puts the pictures of documents under them. */
  leads: boolean;
  onReady: (api: ExcalidrawImperativeAPI) => void;
  onPictureFailed: () => void;
}

/** The drawing area, kept the same as the others'. */
export function Drawing({ board, locked, leads, onReady, onPictureFailed }: Props) {
  const locale = useLocale();
  const t = useTranslations('room.board');
  const frame = useRef<HTMLDivElement>(null);
  const isDark = useDarkStage(frame);
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  const place = useSlice(board.place, (value) => value);
  useEffect(() => keepDirection(locale), [locale]);
  useEffect(() => (frame.current && locale === 'fa' ? writePersianDigits(frame.current) : undefined), [locale]);
  const menu = t('menu');
  useEffect(() => (frame.current ? nameMenu(frame.current, menu) : undefined), [menu]);
  const rights = useRef({ locked, leads });
  useEffect(() => {
    rights.current = { locked, leads };
  }, [locked, leads]);

  useEffect(() => {
    if (!api) return undefined;
    onReady(api);
    const canvas = board.canvasAt(place);
    const made = createPictures(api, board.files, onPictureFailed);
    let isFitted = false;
    const follows = (): boolean => rights.current.locked && board.viewport.get() !== null;
    const show = (changed: readonly ParsedElement[]): void => {
      const remote = restoreElements(asElements(changed), null);
      const elements = reconcileElements(api.getSceneElementsIncludingDeleted(), asRemote(remote), api.getAppState());
      api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
      void made.fetchMissing(elements);
      // A document's page is brought into view once; who only watches follows who presents.
      const page = isFitted || follows() ? undefined : elements.find(isDocumentPage);
      if (!page) return;
      isFitted = true;
      fitPage(api, page);
    };
    api.updateScene({ elements: [], captureUpdate: CaptureUpdateAction.NEVER });
    api.history.clear();
    show(canvas.elements());
    const stop = canvas.onDrawn(show);
    const stopPutting = placeBackground(api, board, place, () => rights.current.leads, () => void made.fetchMissing(api.getSceneElements()));
    let wasWide: boolean | undefined;
    const stopWatching = api.onChange((elements: readonly ExcalidrawElement[], { width, height }, files: BinaryFiles) => {
      const isTurned = wasWide !== undefined && wasWide !== width > height;
      wasWide = width > height;
      // A phone that is turned shows the whole page again.
      const page = isTurned && !follows() ? elements.find(isDocumentPage) : undefined;
      if (page) fitPage(api, page);
      if (rights.current.locked) return;
      made.upload(elements, files);
      board.draw(place, elements.filter(isReady));
    });
    return () => {
      stop();
      stopPutting();
      stopWatching();
      made.stop();
    };
  }, [api, board, place, onReady, onPictureFailed]);

  useEffect(() => {
    if (!api) return undefined;
    const draw = (): void => {
      const collaborators = new Map<SocketId, Collaborator>();
      for (const [id, { name, button, ...pointer }] of board.pointers.get()) collaborators.set(asSocketId(id), { username: name, button, pointer });
      api.updateScene({ collaborators });
    };
    draw();
    return board.pointers.subscribe(draw);
  }, [api, board]);

  // What is seen here is told on every page and size, not only when something is moved.
  useEffect(() => {
    if (!api) return undefined;
    const tell = (): void => {
      const { width, height, scrollX, scrollY, zoom } = api.getAppState();
      if (width > 0 && height > 0) board.look(place, { width, height, scrollX, scrollY, zoom: zoom.value });
    };
    tell();
    const resized = new ResizeObserver(tell);
    if (frame.current) resized.observe(frame.current);
    return () => resized.disconnect();
  }, [api, board, place]);

  // Who only watches sees what who presents looks at.
  useEffect(() => {
    if (!api || !locked) return undefined;
    const follow = (): void => {
      const theirs = board.viewport.get();
      const { width, height } = api.getAppState();
      if (!theirs || width === 0 || height === 0) return;
      const { zoom, ...scroll } = fitted(theirs, { width, height });
      api.updateScene({ appState: { ...scroll, zoom: { value: asZoom(zoom) } }, captureUpdate: CaptureUpdateAction.NEVER });
    };
    follow();
    const stop = board.viewport.subscribe(follow);
    const resized = new ResizeObserver(follow);
    if (frame.current) resized.observe(frame.current);
    return () => {
      stop();
      resized.disconnect();
    };
  }, [api, board, locked]);

  return (
    <div ref={frame} dir="ltr" data-own-keys className="absolute inset-0">
      <Excalidraw
        excalidrawAPI={(made) => whenLoaded(made, setApi)}
        langCode={locale === 'fa' ? 'fa-IR' : 'en'}
        theme={isDark ? 'dark' : 'light'}
        viewModeEnabled={locked}
        isCollaborating
        UIOptions={tools}
        validateEmbeddable={false}
        aiEnabled={false}
        handleKeyboardGlobally={false}
        generateIdForFile={newPictureId}
        onPointerUpdate={({ pointer, button }) => board.point({ ...pointer, button })}
        onScrollChange={(scrollX, scrollY, zoom) => {
          const state = api?.getAppState();
          if (state) board.look(place, { width: state.width, height: state.height, scrollX, scrollY, zoom: zoom.value });
        }}
      >
        <MainMenu>
          <MainMenu.DefaultItems.ClearCanvas />
          <MainMenu.DefaultItems.Help />
        </MainMenu>
      </Excalidraw>
    </div>
  );
}

/** What is put into the scene before the library has set it up would be lost. */
function whenLoaded(api: ExcalidrawImperativeAPI, then: (api: ExcalidrawImperativeAPI) => void): void {
  const stop = api.onChange((_, appState) => {
    if (appState.isLoading) return;
    stop();
    then(api);
  });
}

/** The library sets the language and direction of the whole page to its own; they stay the page's. Returns the way out. */
function keepDirection(locale: string): () => void {
  const page = document.documentElement;
  const direction = locale === 'fa' ? 'rtl' : 'ltr';
  const keep = (): void => {
    if (page.dir !== direction) page.dir = direction;
    if (page.lang !== locale) page.lang = locale;
  };
  const observer = new MutationObserver(keep);
  observer.observe(page, { attributeFilter: ['dir', 'lang'] });
  keep();
  return () => observer.disconnect();
}
