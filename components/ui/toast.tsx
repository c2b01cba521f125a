'use client';

import { CircleCheck, CircleAlert } from 'lucide-react';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';

interface Toast {
  id: number;
  text: string;
  tone: 'success' | 'danger';
  action: ToastAction | undefined;
}

/** What can be done about it while the message is there: undo. */
export interface ToastAction {
  label: string;
  run: () => void;
}

type Show = (text: string, tone?: Toast['tone'], action?: ToastAction) => void;

const ToastContext = createContext<Show>(() => {});
const shownFor = 5000;
/** With something to click. */
const shownLonger = 12_000;

/** Short messages about what just happened, read out politely, gone by themselves. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const lastId = useRef(0);
  const show = useCallback<Show>((text, tone = 'success', action) => {
    lastId.current += 1;
    const id = lastId.current;
    setToasts((list) => [...list.slice(-2), { id, text, tone, action }]);
    setTimeout(() => setToasts((list) => list.filter((toast) => toast.id !== id)), action ? shownLonger : shownFor);
  }, []);
  const region = useMemo(() => (
    <output className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-6">
      {toasts.map(({ id, text, tone, action }) => (
        <span key={id} className="flex max-w-md items-center gap-2 rounded-lg border border-line bg-surface-raised px-4 py-3 text-sm shadow-float">
          {tone === 'success' ? <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" /> : <CircleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />}
          {text}
          {action ? (
            <button
              type="button"
              className="pointer-events-auto -my-2 min-h-11 rounded-md px-2 font-medium text-accent-text hover:bg-surface-hover"
              onClick={() => {
                setToasts((list) => list.filter((toast) => toast.id !== id));
                action.run();
              }}
            >
              {action.label}
            </button>
          ) : null}
        </span>
      ))}
    </output>
  ), [toasts]);
  return <ToastContext value={show}>{children}{region}</ToastContext>;
}

/** `toast(text)` after something worked; `toast(text, 'danger')` when it did not; with an action where it can be undone. */
export function useToast(): Show {
  return use(ToastContext);
}
