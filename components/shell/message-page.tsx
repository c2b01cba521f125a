import type { ReactNode } from 'react';

/** A page that only says something, and the one next step. */
export function MessagePage({ title, children, actions }: { title: string; children: ReactNode; actions: ReactNode }) {
  return (
    <div className="m-auto flex min-h-80 w-full max-w-md flex-col items-center justify-center gap-3 px-4 py-10 text-center">
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="text-base text-ink-soft">{children}</div>
      <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>
    </div>
  );
}
