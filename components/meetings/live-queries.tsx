'use client';

import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { subscribeToChanges } from './live-changes.ts';

/** Queries below are read again whenever the server says that something changed. */
export function LiveQueries({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } }));
  return <QueryClientProvider client={client}><Invalidate />{children}</QueryClientProvider>;
}

function Invalidate(): null {
  const client = useQueryClient();
  useEffect(() => subscribeToChanges(() => void client.invalidateQueries()), [client]);
  return null;
}
