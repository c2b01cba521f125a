import { Search } from 'lucide-react';
import Form from 'next/form';
import { Button } from '#components/ui/button.tsx';
import { controlClass } from '#components/ui/field.tsx';

interface SearchFormProps {
  action: string;
  label: string;
  submitLabel: string;
  q: string;
  /** Filters to keep. */
  hidden?: Record<string, string>;
}

/** Searching puts the words into the address, so that a filtered list can be linked to and works without scripts. */
export function SearchForm({ action, label, submitLabel, q, hidden = {} }: SearchFormProps) {
  return (
    <search className="w-full max-w-md">
      <Form action={action} className="flex gap-2">
        {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <input type="search" name="q" defaultValue={q} maxLength={80} aria-label={label} placeholder={label} className={controlClass} />
        <Button type="submit" aria-label={submitLabel} icon={<Search aria-hidden className="size-4" />} />
      </Form>
    </search>
  );
}
