'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextField } from '#components/ui/field.tsx';
import type { OpenedChoice } from '#lib/lti/choices.ts';

/** A class of the course, or a new one. The form is a plain one: its answer is a page that posts itself to the platform. */
export function ChoiceForm({ choice: { proof, title, classes } }: { choice: OpenedChoice }) {
  const t = useTranslations('lti');
  const [ref, setRef] = useState(classes[0]?.ref ?? 'new');
  return (
    <Card>
      <form method="post" action="/lti/1.3/deep-link" className="flex flex-col gap-4">
        <input type="hidden" name="proof" value={proof} />
        {classes.length === 0 ? <input type="hidden" name="ref" value="new" /> : (
          <fieldset className="flex flex-col gap-1">
            <legend className="mb-2 text-sm font-medium">{t('chooseOld')}</legend>
            {[...classes, { ref: 'new', title: t('chooseNew') }].map((one) => (
              <label key={one.ref} className="flex min-h-11 items-center gap-3">
                <input type="radio" name="ref" value={one.ref} checked={ref === one.ref} onChange={() => setRef(one.ref)} className="size-5 accent-accent" />
                <bdi>{one.title}</bdi>
              </label>
            ))}
          </fieldset>
        )}
        {ref === 'new' ? <TextField label={t('newTitle')} name="title" defaultValue={title} maxLength={120} autoComplete="off" required /> : null}
        {/* The first button is what the Enter key presses. */}
        <div className="flex flex-row-reverse flex-wrap justify-start gap-2">
          <Button type="submit" variant="primary">{t('choose')}</Button>
          <Button type="submit" name="cancel" value="1" formNoValidate>{t('cancelChoice')}</Button>
        </div>
      </form>
    </Card>
  );
}
