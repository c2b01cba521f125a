/** A few figures side by side. */
export function FigureRow({ figures }: { figures: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-lg border border-line bg-line">
      {figures.map(([name, value]) => (
        <div key={name} className="bg-surface p-4">
          <dt className="text-sm text-ink-soft">{name}</dt>
          <dd className="tabular mt-1 rtl:normal-nums text-lg font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
