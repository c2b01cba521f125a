import type { ReactNode } from 'react';

/** One task in the middle of the page. */
export function CenteredCard({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <div className="m-auto w-full max-w-md py-6">
      <div className="rounded-lg border border-line bg-surface p-6 sm:p-8">
        <h1 className="text-xl font-semibold">{title}</h1>
        {intro ? <p className="mt-1 text-base text-ink-soft">{intro}</p> : null}
        <div className="mt-6">{children}</div>
      </div>
    </div>
  );
}
