'use client';

import { CopyField } from './copy-field.tsx';
import { Notice } from './notice.tsx';

/** A secret that can be copied now and never again. */
export function ShownOnce({ title, text, label, value }: { title: string; text: string; label: string; value: string }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="success" title={title}>{text}</Notice>
      <CopyField label={label} value={value} />
    </div>
  );
}
