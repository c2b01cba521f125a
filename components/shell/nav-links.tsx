'use client';

import { clsx } from 'clsx';
import { CalendarDays, ChartNoAxesColumn, Clapperboard, House, Settings, Settings2, Users, Video } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { NavKey } from './nav-items.ts';

export interface NavLink {
  key: NavKey;
  href: string;
  label: string;
}

const icons: Record<NavKey, typeof House> = { home: House, classes: CalendarDays, meetings: Video, progress: ChartNoAxesColumn, recordings: Clapperboard, people: Users, admin: Settings2, settings: Settings };

const looks = {
  side: {
    list: 'flex flex-col gap-1',
    link: 'flex min-h-11 items-center gap-3 rounded-lg px-3 text-sm font-medium',
    current: 'bg-accent-soft text-accent-text',
  },
  bar: {
    list: 'flex',
    link: 'flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium',
    current: 'text-accent-text',
  },
};

/** The sections as a column beside the page, or as a bar under it on a phone. */
export function NavLinks({ links, look, label }: { links: readonly NavLink[]; look: keyof typeof looks; label: string }) {
  const path = usePathname();
  const style = looks[look];
  const isCurrent = (href: string) => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`));
  return (
    <nav aria-label={label}>
      <ul className={style.list}>
        {links.map(({ key, href, label: text }) => {
          const Icon = icons[key];
          const current = isCurrent(href);
          return (
            <li key={key} className={clsx(look === 'bar' && 'min-w-0 flex-1')}>
              <Link href={href} aria-current={current ? 'page' : undefined} className={clsx('no-underline transition-colors duration-150', style.link, current ? style.current : 'text-ink-soft hover:bg-surface-hover hover:text-ink')}>
                <Icon aria-hidden className="size-5 shrink-0" strokeWidth={current ? 2.25 : 1.75} />
                <span className={clsx(look === 'bar' && 'max-w-full truncate px-1')}>{text}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
