'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { DateTimePicker } from '#components/ui/date-time-picker.tsx';
import { TextArea, TextField } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { useToast } from '#components/ui/toast.tsx';
import { useAction } from '#components/ui/use-action.ts';
import { FoldedSettings } from './folded-settings.tsx';
import { useFormatPreferences } from '#components/i18n/format-context.tsx';
import { createClass, updateClass } from '#lib/classes/actions.ts';
import type { ClassSwitch, ClassSwitches } from '#lib/classes/switches.ts';
import { formatDuration } from '#lib/i18n/format.ts';

/** What the form holds: numbers as typed. */
export interface ClassFormValues extends ClassSwitches {
  title: string;
  description: string;
  startsAt: string;
  timeZone: string;
  durationMinutes: number;
  guestsAllowed: boolean;
  accessCode: string;
  waitingRoom: boolean;
  maxParticipants: string;
}

const durations = [15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360, 480, 720];
const fields = ['title', 'description', 'startsAt', 'durationMinutes', 'accessCode', 'maxParticipants'];

type SwitchName = 'guestsAllowed' | 'waitingRoom' | ClassSwitch;

const moreForStudents = ['studentsMayChat', 'studentsMayChatPrivately', 'studentsMayShareFiles', 'studentsMayDraw', 'studentsMayWriteNotes'] as const;
const inTheRoom = ['withReactions', 'withWhiteboard', 'withNotepad', 'withPolls', 'withBreakoutRooms', 'withSharedMedia', 'withRecording'] as const;
/** Of classes that can be recorded. */
const recorded = ['recordsFromStart', 'recordsTeachersOnly'] as const;

/** Digits as the server reads them, from a Persian or Arabic keyboard too. */
function latinDigits(text: string): string {
  return text.replaceAll(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

interface ClassFormProps {
  classId?: string;
  initial: ClassFormValues;
  /** How the time zone of the class is called. */
  zone: string;
}

/** Plans a class, or changes one when given its id. */
export function ClassForm({ classId, initial, zone }: ClassFormProps) {
  const t = useTranslations('classes');
  const preferences = useFormatPreferences();
  const router = useRouter();
  const toast = useToast();
  const [values, setValues] = useState(initial);
  const save = useAction((input: unknown) => (classId === undefined ? createClass(input) : updateClass(input)), fields);
  const set = <Key extends keyof ClassFormValues>(key: Key, value: ClassFormValues[Key]) => setValues((now) => ({ ...now, [key]: value }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const maxParticipants = latinDigits(values.maxParticipants.trim());
    const done = await save.run({ ...values, maxParticipants: maxParticipants === '' ? null : maxParticipants, ...(classId === undefined ? {} : { classId }) });
    if (!done) return;
    toast(classId === undefined ? t('created') : t('saved'));
    router.push(`/classes/${done.data.classId}`);
  };

  /** An encrypted class cannot be recorded. */
  const isOff = (name: SwitchName) => name === 'withRecording' && values.encrypted;
  const toggle = (name: SwitchName, label: string, hint?: string) => (
    <Switch key={name} label={label} hint={hint} name={name} checked={values[name] && !isOff(name)} disabled={isOff(name)} onChange={(event) => set(name, event.target.checked)} />
  );
  const durationOptions = [...new Set([...durations, initial.durationMinutes])].toSorted((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: formatDuration(minutes * 60, preferences) }));

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex max-w-2xl flex-col gap-6">
      <Card title={t('formAbout')}>
        <div className="flex flex-col gap-4">
          <TextField label={t('formTitle')} name="title" value={values.title} onChange={(event) => set('title', event.target.value)} error={save.errorOf('title')} placeholder={t('formTitlePlaceholder')} maxLength={200} required />
          <TextArea label={t('formDescription')} name="description" value={values.description} onChange={(event) => set('description', event.target.value)} error={save.errorOf('description')} hint={t('formDescriptionHint')} maxLength={2000} />
        </div>
      </Card>
      <Card title={t('formWhen')}>
        <div className="grid gap-4 sm:grid-cols-[1fr_12rem] sm:items-start">
          <DateTimePicker label={t('formStartsAt')} value={values.startsAt} onChange={(value) => set('startsAt', value ?? '')} hint={t('formZone', { zone })} error={save.errorOf('startsAt')} notBeforeToday={classId === undefined} required />
          <Select label={t('formDuration')} name="durationMinutes" value={String(values.durationMinutes)} onChange={(event) => set('durationMinutes', Number(event.target.value))} options={durationOptions} error={save.errorOf('durationMinutes')} />
        </div>
      </Card>
      <Card title={t('formWho')}>
        <div className="flex flex-col gap-5">
          {toggle('guestsAllowed', t('formGuests'), t('formGuestsHint'))}
          {toggle('waitingRoom', t('formWaitingRoom'), t('formWaitingRoomHint'))}
          <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
            <TextField label={t('formAccessCode')} name="accessCode" value={values.accessCode} onChange={(event) => set('accessCode', event.target.value)} hint={t('formAccessCodeHint')} error={save.errorOf('accessCode')} maxLength={20} autoComplete="off" spellCheck={false} />
            <TextField label={t('formMaxParticipants')} name="maxParticipants" inputMode="numeric" value={values.maxParticipants} onChange={(event) => set('maxParticipants', event.target.value)} hint={t('formMaxParticipantsHint')} error={save.errorOf('maxParticipants')} maxLength={4} autoComplete="off" />
          </div>
        </div>
      </Card>
      <Card title={t('formStudentsMay')} description={t('formStudentsHint')}>
        <div className="flex flex-col gap-4">
          {toggle('studentsMaySpeak', t('formSpeak'))}
          {toggle('studentsMayShowCamera', t('formCamera'))}
          {toggle('studentsMayShareScreen', t('formShare'))}
          <FoldedSettings title={t('formMoreForStudents')}>{moreForStudents.map((name) => toggle(name, t(`switches.${name}`)))}</FoldedSettings>
        </div>
      </Card>
      <Card title={t('formRoom')} description={t('formRoomHint')}>
        <FoldedSettings title={t('formMoreInRoom')}>
          {inTheRoom.map((name) => toggle(name, t(`switches.${name}`)))}
          {values.withRecording && !values.encrypted ? recorded.map((name) => toggle(name, t(`switches.${name}`))) : null}
          {toggle('encrypted', t('switches.encrypted'), t('formEncryptedHint'))}
        </FoldedSettings>
      </Card>
      {save.error ? <Notice tone="danger">{save.error}</Notice> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={save.busy}>{classId === undefined ? t('create') : t('save')}</Button>
        <LinkButton href={classId === undefined ? '/classes' : `/classes/${classId}`} variant="ghost">{t('cancelForm')}</LinkButton>
      </div>
    </form>
  );
}
