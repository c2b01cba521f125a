import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { buttonClass } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatBytes, type FormatPreferences } from '#lib/i18n/format.ts';

const offered = ['original', 'small', 'audio'] as const;

/** The files to take away, each with its size; a download that was cut off goes on where it stopped. */
export function DownloadLinks({ files, sizes, preferences }: { files: string; sizes: Readonly<Record<string, number>>; preferences: FormatPreferences }) {
  const t = useTranslations('recordings');
  return (
    <Card title={t('download')}>
      <ul className="flex flex-col gap-2">
        {offered.map((kind) => {
          const size = sizes[kind];
          if (size === undefined) return null;
          return (
            <li key={kind}>
              <a href={`${files}/${kind}?download`} download className={buttonClass({ className: 'w-full' })}><Download aria-hidden className="size-4" />{t(`downloads.${kind}`, { size: formatBytes(size, preferences) })}</a>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
