import { DoorClosed } from 'lucide-react';
import type { ReactNode } from 'react';

/** One thing said in the middle of the page. */
export function DoorMessage({ icon = <DoorClosed aria-hidden className="size-7" />, title, text, over, action }: { icon?: ReactNode; title: string; text: string; over?: string; action?: ReactNode }) {
  return (
    <div className="m-auto flex max-w-md flex-col items-center gap-4 py-10 text-center">
      <span className="grid size-16 place-items-center rounded-full bg-surface-hover text-ink-soft">{icon}</span>
      {over ? <p className="text-sm text-ink-soft"><bdi>{over}</bdi></p> : null}
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="text-ink-soft">{text}</p>
      {action ? <div className="pt-2">{action}</div> : null}
    </div>
  );
}
