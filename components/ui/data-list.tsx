/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- see DataList */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  header: string;
  renderCell: (row: Row) => ReactNode;
  /** The heading of the card on a phone, and the row's header in the table. */
  primary?: boolean;
  /** Actions and the like: no label on a phone, header only for screen readers. */
  quiet?: boolean;
  /** A small button: on a phone it sits in the card's corner. */
  corner?: boolean;
  /** Times and figures line up. Not for dates in words: there it only pulls the digits apart. */
  numeric?: boolean;
  /** A date or the like, which stays in one line on a desktop. */
  unbroken?: boolean;
}

interface DataListProps<Row> {
  /** What the list is of, for screen readers. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
}

/** A table on a desktop, cards on a phone: one set of elements, whose table roles are spelled out because `display` would take them away. */
export function DataList<Row>({ caption, columns, rows, rowKey }: DataListProps<Row>) {
  return (
    <table role="table" className="block w-full border-separate border-spacing-0 text-sm md:table md:overflow-hidden md:rounded-lg md:border md:border-line md:bg-surface">
      <caption className="sr-only">{caption}</caption>
      <thead role="rowgroup" className="sr-only md:not-sr-only md:table-header-group">
        <tr role="row">
          {columns.map(({ key, header, quiet }) => (
            <th key={key} role="columnheader" scope="col" className="border-b border-line bg-surface-sunken px-4 py-2.5 text-start text-xs font-medium text-ink-soft">
              {quiet ? <span className="sr-only">{header}</span> : header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="flex flex-col gap-3 md:table-row-group">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className="group relative flex flex-col gap-2 rounded-lg border border-line bg-surface p-4 md:table-row">
            {columns.map((column) => <DataCell key={column.key} column={column} row={row} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DataCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { header, primary, quiet, corner, numeric, unbroken } = column;
  const Tag = primary ? 'th' : 'td';
  return (
    <Tag
      role={primary ? 'rowheader' : 'cell'}
      {...(primary ? { scope: 'row' } : {})}
      className={clsx(
        'flex items-center justify-between gap-4 text-start font-normal md:table-cell md:border-b md:border-line md:px-4 md:py-3 md:align-middle md:group-last:border-b-0',
        'max-md:[&:has(>span:empty)]:hidden',
        // A title is a link most of the time: tall enough for a finger.
        primary && 'text-base font-medium max-md:[&_a]:-my-3 max-md:[&_a]:inline-block max-md:[&_a]:py-3 md:text-sm',
        numeric && 'tabular rtl:normal-nums',
        unbroken && 'md:whitespace-nowrap',
        corner && 'max-md:absolute max-md:end-2 max-md:top-3',
      )}
    >
      {primary || quiet ? null : <span className="text-ink-soft md:hidden">{header}</span>}
      <span className={clsx('block min-w-0', !primary && !quiet && 'text-end md:text-start', (quiet || primary) && 'w-full')}>{column.renderCell(row)}</span>
    </Tag>
  );
}
