'use client';

import { Check, ChevronDown, CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Button, ComboBox, FieldError, I18nProvider, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { intlLocale } from '#lib/i18n/format.ts';
import { foldForSearch, withoutMarks } from '#lib/text/fold.ts';
import { controlClass } from './field.tsx';
import type { SelectOption } from './select.tsx';

interface SearchSelectProps {
  label: string;
  options: readonly SelectOption[];
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** Letters alone, as people type them: without accents, small or large. */
function plain(text: string): string {
  return foldForSearch(withoutMarks(text)).toLowerCase();
}

/** One of many choices, found by typing a part of its label or of its value. */
export function SearchSelect({ label, options, value, onChange, error }: SearchSelectProps) {
  const t = useTranslations('common');
  const preferences = useFormatPreferences();
  const searched = useMemo(() => new Map(options.map((option) => [option.label, plain(`${option.label} ${option.value.replaceAll(/[/_]/g, ' ')}`)])), [options]);
  return (
    <I18nProvider locale={intlLocale(preferences)}>
      <ComboBox
        selectedKey={value}
        onSelectionChange={(key) => { if (typeof key === 'string') onChange(key); }}
        defaultFilter={(text, typed) => (searched.get(text) ?? text).includes(plain(typed))}
        defaultItems={options.map((option) => ({ id: option.value, ...option }))}
        isInvalid={error !== undefined}
        allowsEmptyCollection
        className="flex min-w-0 flex-col gap-1.5"
      >
        <Label className="text-sm font-medium text-ink">{label}</Label>
        <span className="relative block">
          <Input onFocus={(event) => event.currentTarget.select()} className={`${controlClass} text-ellipsis pe-11`} />
          <Button aria-label={label} className="absolute inset-y-0 end-0 grid w-11 place-items-center rounded-lg text-ink-soft hover:text-ink"><ChevronDown aria-hidden className="size-4" /></Button>
        </span>
        <FieldError className="flex items-start gap-1.5 text-sm text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </FieldError>
        <Popover className="w-(--trigger-width) min-w-64 overflow-y-auto rounded-lg border border-line bg-surface-raised p-1 text-ink shadow-float">
          <ListBox<SelectOption & { id: string }> renderEmptyState={() => <p className="p-3 text-sm text-ink-soft">{t('nothingFound')}</p>} className="outline-none">
            {(option) => (
              <ListBoxItem textValue={option.label} className="flex min-h-11 cursor-default items-center justify-between gap-2 rounded-md px-3 py-2 text-sm outline-none data-focused:bg-surface-hover data-selected:font-medium">
                {({ isSelected }) => (
                  <>
                    <span>{option.label}</span>
                    {isSelected ? <Check aria-hidden className="size-4 shrink-0 text-accent-text" /> : null}
                  </>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
    </I18nProvider>
  );
}
