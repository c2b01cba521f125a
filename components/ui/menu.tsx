'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

export interface MenuItem {
  key: string;
  label: string;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** A short mark at the end of the line, already formatted. */
  badge?: string | null;
  /** Begins a new group. */
  separated?: boolean;
  className?: string;
}

interface MenuProps {
  /** Names the list, and the button unless that says it in words. */
  label: string;
  /** Whether what the button shows names it. */
  saysItself?: boolean;
  /** What the button shows. */
  children: ReactNode;
  items: readonly MenuItem[];
  /** Shown above the items. */
  header?: ReactNode;
  triggerClassName?: string;
}

const gap = 6;

/** A button that opens a short list of actions in the browser's top layer. */
export function Menu({ label, saysItself = false, children, items, header, triggerClassName }: MenuProps) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    const button = trigger.current?.getBoundingClientRect();
    const box = panel.current;
    if (!button || !box) return;
    const { offsetWidth: width, offsetHeight: height } = box;
    const alignRight = document.documentElement.dir === 'ltr' ? button.right - width : button.left;
    const below = button.bottom + gap + height <= window.innerHeight;
    box.style.insetInlineStart = 'auto';
    box.style.setProperty('left', `${Math.max(8, Math.min(alignRight, window.innerWidth - width - 8))}px`);
    box.style.removeProperty('visibility');
    box.style.setProperty('top', `${below ? button.bottom + gap : Math.max(8, button.top - gap - height)}px`);
  };

  const focusItem = (step: number | 'first' | 'last') => {
    const all = [...(panel.current?.querySelectorAll<HTMLElement>('[role="menuitem"]:not([aria-disabled="true"])') ?? [])].filter((item) => item.checkVisibility());
    const at = all.findIndex((item) => item === document.activeElement);
    if (step === 'first') all[0]?.focus();
    else if (step === 'last' || (at === -1 && step < 0)) all.at(-1)?.focus();
    else all.at((at + step) % all.length)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number | 'first' | 'last'> = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' };
    const step = steps[event.key];
    if (event.key === 'Tab') panel.current?.hidePopover();
    if (step === undefined) return;
    event.preventDefault();
    focusItem(step);
  };

  return (
    <>
      <button ref={trigger} type="button" popoverTarget={id} aria-label={saysItself ? undefined : label} aria-haspopup="menu" aria-expanded={open} className={triggerClassName}>{children}</button>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its items take the focus */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        onKeyDown={onKeyDown}
        onBeforeToggle={(event) => {
          // Not seen in a corner before it has its place.
          if (event.newState === 'open') event.currentTarget.style.setProperty('visibility', 'hidden');
        }}
        onToggle={(event) => {
          const opened = event.newState === 'open';
          setOpen(opened);
          if (opened) { place(); focusItem(1); }
        }}
        className="fixed m-0 min-w-48 rounded-lg border border-line bg-surface-raised p-1.5 text-ink shadow-float max-h-[calc(100dvh-1rem)] overflow-y-auto overscroll-contain"
      >
        {header}
        {items.map((item) => <MenuRow key={item.key} item={item} close={() => panel.current?.hidePopover()} />)}
      </div>
    </>
  );
}

function MenuRow({ item, close }: { item: MenuItem; close: () => void }) {
  const className = clsx(
    'flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-start text-sm no-underline hover:bg-surface-hover focus-visible:bg-surface-hover [&_svg]:size-4',
    item.danger ? 'text-danger-text' : 'text-ink',
    item.disabled && 'opacity-50',
    item.separated && 'border-t border-line',
    item.className,
  );
  if (item.href !== undefined) return <Link role="menuitem" tabIndex={-1} href={item.href} onClick={close} className={className}>{item.icon}{item.label}<MenuBadge text={item.badge} /></Link>;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={item.disabled}
      className={className}
      onClick={() => { if (!item.disabled) { close(); item.onSelect?.(); } }}
    >
      {item.icon}{item.label}<MenuBadge text={item.badge} />
    </button>
  );
}

function MenuBadge({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return <span className="ms-auto rounded-full bg-accent px-2 py-0.5 text-xs font-semibold text-accent-ink tabular">{text}</span>;
}
