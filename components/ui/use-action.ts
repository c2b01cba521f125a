'use client';

import { unstable_isUnrecognizedActionError as isUnknownAction } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { ActionResult } from '#lib/action.ts';
import type { ErrorCode } from '#lib/errors.ts';

type Failure = Extract<ActionResult<never>, { ok: false }>;
/** As much of a failure as its text needs. */
export type FailureText = { code: ErrorCode; params?: Failure['params'] | undefined; errorId?: string | undefined };

/** A failure in the reader's words. */
export function useFailureText(): (failure: FailureText) => string {
  const t = useTranslations('errors');
  return useCallback((failure) => {
    const text = t(failure.code, failure.params);
    return failure.errorId ? `${text} ${t('reference', { errorId: failure.errorId })}` : text;
  }, [t]);
}

/** A rejected call: the server was upgraded and knows this page's action no longer, or call or answer was lost on the way. */
function failureOfCall(error: unknown): Failure {
  return { ok: false, code: isUnknownAction(error) ? 'pageOutdated' : 'unexpected' };
}

interface RunningAction<Input, Output> {
  /** Calls the server; resolves to the data, or to undefined after a failure (which is then told by `error` and `errorOf`). */
  run: (input: Input) => Promise<{ data: Output } | undefined>;
  busy: boolean;
  /** What went wrong, unless it is about one of `fields`. */
  error: string | undefined;
  /** What is wrong with a field. */
  errorOf: (field: string) => string | undefined;
  clear: () => void;
}

/** One server action in a form or behind a button: busy while it runs, failures in the reader's words beside the field they are about. */
export function useAction<Input, Output>(action: (input: Input) => Promise<ActionResult<Output>>, fields: readonly string[] = []): RunningAction<Input, Output> {
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (input: Input) => {
    setBusy(true);
    setFailure(null);
    const result = await action(input).catch(failureOfCall);
    setBusy(false);
    if (result.ok) return { data: result.data };
    setFailure(result);
    return undefined;
  };
  const isAboutField = failure?.field !== undefined && fields.includes(failure.field);
  return {
    run,
    busy,
    error: failure && !isAboutField ? failureText(failure) : undefined,
    errorOf: (field) => (failure?.field === field ? failureText(failure) : undefined),
    clear: () => setFailure(null),
  };
}
