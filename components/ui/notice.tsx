import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger';

const looks: Record<NoticeTone, { className: string; Icon: typeof Info }> = {
  info: { className: 'bg-accent-soft text-accent-text', Icon: Info },
  success: { className: 'bg-success-soft text-success-text', Icon: CircleCheck },
  warning: { className: 'bg-warning-soft text-warning-text', Icon: TriangleAlert },
  danger: { className: 'bg-danger-soft text-danger-text', Icon: CircleAlert },
};

/** Something to know about this page: what happened, what is safe, what to do. Failures are read out at once. */
export function Notice({ tone = 'info', title, children, action }: { tone?: NoticeTone; title?: string; children?: ReactNode; action?: ReactNode }) {
  const { className, Icon } = looks[tone];
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={clsx('flex items-start gap-3 rounded-lg px-4 py-3 text-sm', className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
