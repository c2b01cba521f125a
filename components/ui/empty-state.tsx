import type { ReactNode } from 'react';

/** Nothing here yet: why, and the one next step. */
export function EmptyState({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-lg border border-dashed border-line px-6 py-12 text-center">
      {icon ? <span aria-hidden className="mb-2 grid size-12 place-items-center rounded-full bg-surface-hover text-ink-soft [&_svg]:size-6">{icon}</span> : null}
      <h2 className="text-base font-semibold">{title}</h2>
      {children ? <p className="max-w-md text-sm text-ink-soft">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
