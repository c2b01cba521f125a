'use client';

import { createCalendar, getLocalTimeZone, parseDateTime, toCalendar, toCalendarDateTime, today, type CalendarDateTime } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight, CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { use, useEffect, useRef } from 'react';
import {
  Button, Calendar, CalendarCell, CalendarGrid, CalendarGridBody, CalendarGridHeader, CalendarHeaderCell, DateInput, DatePicker, DateSegment,
  CalendarStateContext, Dialog, FieldError, Group, I18nProvider, Label, Popover, Text,
} from 'react-aria-components';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { formatDateTime, intlLocale } from '#lib/i18n/format.ts';

interface DateTimePickerProps {
  label: string;
  /** Local wall-clock time, ISO 8601 without a zone: `2026-11-21T09:30`. Always Gregorian; the reader sees their own calendar. */
  value: string | null;
  onChange: (value: string | null) => void;
  hint?: string;
  error?: string | undefined;
  /** Offers no day before today. */
  notBeforeToday?: boolean;
  name?: string;
  required?: boolean;
}

const navButton = 'inline-grid size-11 place-items-center rounded-lg text-ink-soft hover:bg-surface-hover hover:text-ink disabled:opacity-40';

function parse(value: string | null): CalendarDateTime | null {
  try {
    return value === null || value === '' ? null : parseDateTime(value);
  } catch {
    return null;
  }
}

/** Date and time, typed or picked, in the reader's calendar and digits (Jalali where that is their calendar). */
export function DateTimePicker({ label, value, onChange, hint, error, notBeforeToday = false, name, required = false }: DateTimePickerProps) {
  const t = useTranslations('common');
  const preferences = useFormatPreferences();
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error === undefined) return;
    field.current?.scrollIntoView({ block: 'center' });
    field.current?.querySelector<HTMLElement>('[role="spinbutton"]')?.focus({ preventScroll: true });
  }, [error]);
  // In the reader's calendar: the month view takes over the calendar of the bound it runs into.
  const floor = notBeforeToday ? toCalendar(today(getLocalTimeZone()), createCalendar(preferences.calendar)) : undefined;
  return (
    <I18nProvider locale={intlLocale(preferences)}>
      <DatePicker<CalendarDateTime>
        value={parse(value)}
        onChange={(next) => onChange(next ? toCalendarDateTime(next).toString().slice(0, 16) : null)}
        granularity="minute"
        hourCycle={24}
        minValue={floor ? toCalendarDateTime(floor) : undefined}
        isInvalid={error !== undefined}
        isRequired={required}
        name={name}
        shouldForceLeadingZeros
        className="flex flex-col gap-1.5"
      >
        <Label className="text-sm font-medium text-ink">{label}</Label>
        <Group ref={field} className="flex min-h-11 w-full items-center rounded-lg border border-line-strong bg-surface ps-3 transition-colors duration-150 focus-within:outline-2 focus-within:outline-focus hover:border-ink-faint data-invalid:border-danger">
          <DateInput className="block flex-1 py-2 text-base">
            {(segment) => (
              <DateSegment
                segment={segment}
                className="rounded-sm px-0.5 text-end outline-none data-focused:bg-accent data-focused:text-accent-ink data-placeholder:text-ink-faint data-[type=literal]:px-0 data-[type=literal]:text-ink-faint"
              >
                {({ text, type }) => (type === 'literal' && preferences.locale === 'fa' ? text.replace(',', '،') : text)}
              </DateSegment>
            )}
          </DateInput>
          <Button className={navButton} aria-label={t('chooseDate')}><CalendarDays aria-hidden className="size-5" /></Button>
        </Group>
        {hint ? <Text slot="description" className="text-sm text-ink-soft">{hint}</Text> : null}
        <FieldError className="flex items-start gap-1.5 text-sm text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {error}
        </FieldError>
        <Popover className="rounded-lg border border-line bg-surface-raised p-3 text-ink shadow-float">
          <Dialog className="outline-none"><MonthCalendar weekdayStyle={preferences.locale === 'fa' ? 'narrow' : 'short'} /></Dialog>
        </Popover>
      </DatePicker>
    </I18nProvider>
  );
}

function MonthCalendar({ weekdayStyle }: { weekdayStyle: 'narrow' | 'short' }) {
  const t = useTranslations('common');
  return (
    <Calendar>
      <div className="mb-2 flex items-center justify-between">
        <Button slot="previous" className={navButton} aria-label={t('previous')}><ChevronLeft aria-hidden className="flip-rtl size-5" /></Button>
        <MonthTitle />
        <Button slot="next" className={navButton} aria-label={t('next')}><ChevronRight aria-hidden className="flip-rtl size-5" /></Button>
      </div>
      <CalendarGrid weekdayStyle={weekdayStyle} className="text-sm">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className="size-10 text-xs font-medium text-ink-faint">{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>
          {(date) => (
            <CalendarCell
              date={date}
              className="grid size-10 place-items-center rounded-lg outline-offset-0 hover:bg-surface-hover data-disabled:text-ink-faint data-disabled:opacity-50 data-focus-visible:outline-2 data-focus-visible:outline-focus data-outside-month:invisible data-selected:bg-accent data-selected:font-medium data-selected:text-accent-ink"
            />
          )}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

/** The month shown, as the rest of the portal writes months. Screen readers get the calendar's own name. */
function MonthTitle() {
  const preferences = useFormatPreferences();
  const month = use(CalendarStateContext)?.visibleRange.start.toDate('UTC');
  return <span aria-hidden className="text-sm font-semibold">{month ? formatDateTime(month, { ...preferences, timeZone: 'UTC' }, 'monthYear') : null}</span>;
}
