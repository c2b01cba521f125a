import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { DataList } from '#components/ui/data-list.tsx';
import { Fold } from '#components/ui/fold.tsx';
import type { FormatPreferences } from '#lib/i18n/format.ts';
import type { ChartProps } from './chart-types.ts';
import { formatValue } from './format-value.ts';
import { LazyChart } from './lazy-chart.tsx';

interface ChartCardProps extends ChartProps {
  title: string;
  text: string;
  /** The heading of the points in the table. */
  pointHeader: string;
  preferences: FormatPreferences;
}

/** A chart, and the same figures as a table. */
export function ChartCard({ title, text, pointHeader, measure, points, unit, preferences }: ChartCardProps) {
  const t = useTranslations('figures');
  return (
    <Card title={title} description={text}>
      <LazyChart name={title} measure={measure} points={points} unit={unit} />
      <Fold quiet title={t('asTable')} className="mt-2">
        <DataList
          caption={t('chartCaption', { title })}
          columns={[
            { key: 'point', header: pointHeader, primary: true, renderCell: ({ label }) => label },
            { key: 'value', header: measure, numeric: true, renderCell: ({ value }) => formatValue(value, unit, preferences) },
          ]}
          rows={points}
          rowKey={({ key }) => key}
        />
      </Fold>
    </Card>
  );
}
