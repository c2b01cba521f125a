'use client';

import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { Button, IconButton } from '#components/ui/button.tsx';
import { controlClass, TextField } from '#components/ui/field.tsx';
import type { Polls } from '#lib/room/polls/polls.ts';

const fewest = 2;
const most = 10;
const longestQuestion = 500;
const longestOption = 200;

interface Line {
  key: number;
  text: string;
}

/** A new poll. Enter goes on to the next answer and adds one after the last, so that it can be typed in one go. */
export function PollForm({ polls, onDone }: { polls: Polls; onDone: () => void }) {
  const t = useTranslations('room.polls');
  const [question, setQuestion] = useState('');
  const [lines, setLines] = useState<readonly Line[]>([{ key: 1, text: '' }, { key: 2, text: '' }]);
  const [problem, setProblem] = useState<'needsQuestion' | 'needsOptions' | 'sameOptions' | null>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const fields = useRef(new Map<number, HTMLInputElement>());

  useEffect(() => first.current?.focus(), []);
  const add = (): void => {
    if (lines.length >= most) return;
    const key = Math.max(...lines.map((line) => line.key)) + 1;
    // At once: whoever types on has the next letter in the new line.
    flushSync(() => setLines([...lines, { key, text: '' }]));
    fields.current.get(key)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const next = lines[index + 1];
    if (next) fields.current.get(next.key)?.focus();
    else if (lines[index]?.text.trim()) add();
  };
  const onSubmit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const texts = lines.map(({ text }) => text.trim()).filter((text) => text !== '');
    if (question.trim() === '') return setProblem('needsQuestion');
    if (texts.length < fewest) return setProblem('needsOptions');
    if (new Set(texts).size < texts.length) return setProblem('sameOptions');
    setProblem(null);
    setBusy(true);
    const done = await polls.create(question.trim(), texts);
    setBusy(false);
    if (done) onDone();
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate aria-label={t('new')} className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <TextField label={t('question')} value={question} ref={first} dir="auto" maxLength={longestQuestion} error={problem === 'needsQuestion' ? t('needsQuestion') : undefined} onChange={(event) => setQuestion(event.target.value)} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">{t('options')}</legend>
        {lines.map((line, index) => (
          <div key={line.key} className="flex items-center gap-1">
            <input
              ref={(field) => { if (field) fields.current.set(line.key, field); else fields.current.delete(line.key); }}
              value={line.text}
              dir="auto"
              maxLength={longestOption}
              aria-label={t('option', { number: index + 1 })}
              placeholder={t('option', { number: index + 1 })}
              className={controlClass}
              onKeyDown={(event) => onKeyDown(event, index)}
              onChange={(event) => setLines(lines.map((other) => (other.key === line.key ? { ...other, text: event.target.value } : other)))}
            />
            {lines.length > fewest ? (
              <IconButton label={t('removeOption', { number: index + 1 })} onClick={() => setLines(lines.filter(({ key }) => key !== line.key))}><X aria-hidden className="size-4" /></IconButton>
            ) : null}
          </div>
        ))}
        {lines.length < most ? <Button size="sm" variant="ghost" className="self-start" icon={<Plus aria-hidden className="size-4" />} onClick={add}>{t('addOption')}</Button> : null}
      </fieldset>
      {problem === 'needsOptions' || problem === 'sameOptions' ? <p role="alert" className="text-sm text-danger-text">{t(problem)}</p> : null}
      <div className="flex justify-end gap-2">
        <Button size="sm" onClick={onDone}>{t('cancel')}</Button>
        <Button size="sm" variant="primary" type="submit" busy={busy}>{t('start')}</Button>
      </div>
    </form>
  );
}
