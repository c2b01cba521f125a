'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { deleteRecordings, publishRecordings, restoreRecordings, retryRecording } from '#lib/recordings/actions.ts';

/** What can be done to one or more recordings, each telling what it did; deleting can be undone there and then. */
export function useRecordingActions() {
  const t = useTranslations('recordings');
  const router = useRouter();
  const toast = useToast();
  const publishing = useAction(publishRecordings);
  const deleting = useAction(deleteRecordings);
  const restoring = useAction(restoreRecordings);
  const retrying = useAction(retryRecording);

  const publish = async (recordingIds: string[], published: boolean): Promise<void> => {
    const done = await publishing.run({ recordingIds, published });
    if (!done) return;
    toast(t(published ? 'published' : 'unpublished', { count: done.data.recordingIds.length }));
    router.refresh();
  };
  const restore = async (recordingIds: string[]): Promise<void> => {
    const done = await restoring.run({ recordingIds });
    if (!done) return;
    toast(t('restored', { count: done.data.recordingIds.length }));
    router.refresh();
  };
  const remove = async (recordingIds: string[]): Promise<void> => {
    const done = await deleting.run({ recordingIds });
    if (!done) return;
    toast(t('deleted', { count: done.data.recordingIds.length }), 'success', { label: t('undo'), run: () => void restore(recordingIds) });
    router.refresh();
  };
  const retry = async (recordingId: string): Promise<void> => {
    if (!(await retrying.run({ recordingId }))) return;
    toast(t('retrying'));
    router.refresh();
  };
  return {
    publish, restore, remove, retry,
    busy: publishing.busy || deleting.busy || restoring.busy || retrying.busy,
    error: publishing.error ?? deleting.error ?? restoring.error ?? retrying.error,
  };
}
