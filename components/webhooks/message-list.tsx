import { Send } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ResendButton } from '#components/admin/resend-button.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { DataList, type Column } from '#components/ui/data-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatDateTime, formatNumber } from '#lib/i18n/format.ts';
import { formatPreferences } from '#lib/i18n/preferences.ts';
import { resendMessage } from '#lib/outbox/actions.ts';
import type { LoggedMessage } from '#lib/outbox/log.ts';
import type { MessageState } from '#lib/outbox/schema.ts';
import { eventTypes, testEvent } from '#lib/webhook-receivers/event-types.ts';

const tones: Record<MessageState, Tone> = { pending: 'warning', delivered: 'success', failed: 'danger' };
const reasons = ['notAllowed', 'unreachable', 'tooSlow', 'tooLong', 'switchedOff', 'unexpected'] as const;
const named = [...eventTypes.options, testEvent] as const;
const kinds = ['end', 'recordingReady', 'analytics'] as const;

/** What a system was told, with what became of each message. */
export async function MessageList({ messages, addresses, isFiltered }: { messages: readonly LoggedMessage[]; addresses: ReadonlyMap<string, string>; isFiltered: boolean }) {
  const [t, preferences] = await Promise.all([getTranslations('webhooks'), formatPreferences()]);
  if (messages.length === 0) return <EmptyState icon={<Send />} title={t(isFiltered ? 'noneFound' : 'noMessages')}>{isFiltered ? null : t('noMessagesText')}</EmptyState>;
  const nameOf = ({ kind, event }: LoggedMessage) => {
    const told = named.find((type) => type === event);
    if (told !== undefined) return t(`event.${told}`);
    const other = kinds.find((one) => one === kind);
    return other === undefined ? <bdi dir="ltr">{event}</bdi> : t(`kind.${other}`);
  };
  const trouble = (error: string) => {
    const status = /^HTTP (\d{3})$/.exec(error)?.[1];
    if (status !== undefined) return t('answered', { status: formatNumber(Number(status), preferences, { useGrouping: false }) });
    const reason = reasons.find((one) => one === error);
    return reason === undefined ? t('reason.unreachable') : t(`reason.${reason}`);
  };
  const columns: Column<LoggedMessage>[] = [
    { key: 'what', header: t('what'), primary: true, renderCell: nameOf },
    { key: 'receiver', header: t('receiver'), renderCell: ({ receiverId }) => (receiverId === null ? t('callback') : <bdi dir="ltr" className="break-all">{addresses.get(receiverId) ?? ''}</bdi>) },
    { key: 'created', header: t('created'), renderCell: ({ createdAt }) => formatDateTime(createdAt, preferences, 'dateTime') },
    {
      key: 'state',
      header: t('state'),
      renderCell: ({ state, lastError, attempts, nextAttemptAt }) => (
        <span className="flex flex-col items-end gap-1 md:items-start">
          <Badge tone={tones[state]}>{t(state)}</Badge>
          {lastError === null ? null : <span className="text-xs text-ink-soft">{trouble(lastError)} · {t('tries', { count: attempts, shown: formatNumber(attempts, preferences) })}</span>}
          {nextAttemptAt && attempts > 0 ? <span className="text-xs text-ink-soft">{t('nextTry', { when: formatDateTime(nextAttemptAt, preferences, 'time') })}</span> : null}
        </span>
      ),
    },
    { key: 'actions', header: t('actions'), quiet: true, renderCell: ({ messageId, state }) => (state === 'pending' ? null : <span className="flex justify-end"><ResendButton resend={resendMessage} input={{ messageId }} texts="webhooks" /></span>) },
  ];
  return <DataList caption={t('messagesTitle')} columns={columns} rows={messages} rowKey={({ messageId }) => messageId} />;
}
