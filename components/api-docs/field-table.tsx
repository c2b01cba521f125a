import { useTranslations } from 'next-intl';
import type { DescribedField } from '#lib/rest/described.ts';

/** What something is made of. The words are the API's own: English, left to right. */
export function FieldTable({ caption, fields }: { caption: string; fields: readonly DescribedField[] }) {
  const t = useTranslations('apiDocs');
  if (fields.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard
    <section className="max-h-96 overflow-auto rounded-lg border border-line" tabIndex={0} aria-label={caption}>
      <table className="min-w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-surface-sunken text-xs text-ink-soft">
          <tr>
            <th scope="col" className="px-3 py-2 text-start font-medium">{t('fieldName')}</th>
            <th scope="col" className="px-3 py-2 text-start font-medium">{t('fieldType')}</th>
            <th scope="col" className="px-3 py-2 text-start font-medium">{t('fieldMeaning')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, type, isRequired, description }) => (
            <tr key={name} className="border-t border-line align-top">
              <th scope="row" className="px-3 py-2 text-start font-normal"><code dir="ltr" className="font-mono text-xs whitespace-nowrap">{name}</code></th>
              <td className="px-3 py-2"><bdi dir="ltr" lang="en" className="text-xs text-ink-soft">{type}</bdi>{isRequired ? null : <span className="ms-2 text-xs text-ink-soft">({t('optional')})</span>}</td>
              <td className="px-3 py-2 text-ink-soft"><bdi dir="ltr" lang="en">{description}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
