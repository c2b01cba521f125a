'use client';

import { CircleCheck, CircleAlert } from 'lucide-react';
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';

interface Toast {
  id: number;
  text: string;
  tone: 'success' | 'danger';
}

type Show = (text: string, tone?: Toast['tone']) => void;

const ToastContext = createContext<Show>(() => {});
const shownFor = 5000;

/** Short messages about what just happened, read out politely, gone by themselves. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const lastId = useRef(0);
  const show = useCallback<Show>((text, tone = 'success') => {
    lastId.current += 1;
    const id = lastId.current;
    setToasts((list) => [...list.slice(-2), { id, text, tone }]);
    setTimeout(() => setToasts((list) => list.filter((toast) => toast.id !== id)), shownFor);
  }, []);
  const region = useMemo(() => (
    <output className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-center gap-2 md:bottom-6">
      {toasts.map(({ id, text, tone }) => (
        <span key={id} className="flex max-w-md items-center gap-2 rounded-lg border border-line bg-surface-raised px-4 py-3 text-sm shadow-float">
          {tone === 'success' ? <CircleCheck aria-hidden className="size-4 shrink-0 text-success-text" /> : <CircleAlert aria-hidden className="size-4 shrink-0 text-danger-text" />}
          {text}
        </span>
      ))}
    </output>
  ), [toasts]);
  return <ToastContext value={show}>{children}{region}</ToastContext>;
}

/** `toast(text)` after something worked; `toast(text, 'danger')` when it did not. */
export function useToast(): Show {
  return use(ToastContext);
}
