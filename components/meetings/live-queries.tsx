'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { subscribeToChanges } from './live-changes.ts';

/** Has the page's queries read again whenever the server says that something changed. */
export function LiveQueries(): null {
  const client = useQueryClient();
  useEffect(() => subscribeToChanges(() => void client.invalidateQueries()), [client]);
  return null;
}
