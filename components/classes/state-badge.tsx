import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { ClassState } from '#lib/meetings/schema.ts';

const tones: Record<ClassState, Tone> = { scheduled: 'accent', open: 'live', ended: 'neutral', cancelled: 'warning' };

/** Where a class stands, in a word. */
export function StateBadge({ state }: { state: ClassState }) {
  const t = useTranslations('classes.state');
  return <Badge tone={tones[state]}>{t(state)}</Badge>;
}
