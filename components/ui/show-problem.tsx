'use client';

import { useEffect } from 'react';

/** Leads to a field that was not filled in right, wherever on a long page it stands. */
export function ShowProblem({ fieldId }: { fieldId: string }) {
  useEffect(() => {
    const field = document.getElementById(fieldId);
    field?.scrollIntoView({ block: 'center' });
    field?.focus({ preventScroll: true });
  }, [fieldId]);
  return null;
}
