'use client';

import { ErrorPage } from '#components/shell/error-page.tsx';

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <main className="flex min-h-dvh"><ErrorPage digest={error.digest} onRetry={reset} /></main>;
}
