import Link from 'next/link';

/** The mark: two people facing each other across a board. */
export function LogoMark({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path d="M10 8.5v15M21.5 8.5 13 16l8.5 7.5" fill="none" strokeWidth="3.2" strokeLinecap="round" strokeLinejoin="round" className="stroke-accent-ink" />
    </svg>
  );
}

/** The mark and the name, leading home. */
export function Logo({ name }: { name: string }) {
  return (
    // The public pages have other things to do than to load the home page ahead.
    <Link href="/" prefetch={false} className="inline-flex min-h-11 items-center gap-2.5 rounded-lg text-base font-semibold text-ink no-underline">
      <LogoMark />
      {name}
    </Link>
  );
}
