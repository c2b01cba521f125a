import type { ReactNode } from 'react';
import { Fold } from '#components/ui/fold.tsx';

/** Settings few people change: there when asked for. */
export function FoldedSettings({ title, children }: { title: string; children: ReactNode }) {
  return <Fold title={title}><div className="flex flex-col gap-4 pt-3">{children}</div></Fold>;
}
