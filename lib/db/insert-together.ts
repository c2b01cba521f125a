import type { Statement } from './client.ts';

export interface Table {
  /** With its schema, as SQL writes it. */
  name: string;
  /** The columns each row gives; the others take their defaults. */
  columns: readonly string[];
}

/**
 * A statement that inserts rows into several tables and tells a channel of it: all of it or nothing, in one round trip.
 * Its values are the rows of each table as one JSON list, in the tables' order, then the channel and a list of what it is told.
 */
export function insertTogether(name: string, tables: readonly Table[]): Statement {
  const inserts = tables.map((table, index) => {
    const columns = table.columns.map((column) => `"${column}"`).join(', ');
    return `t${index} as (insert into ${table.name} (${columns}) select ${columns} from json_populate_recordset(null::${table.name}, $${index + 1}::json))`;
  });
  return { name, text: `with ${inserts.join(',\n')}\nselect pg_notify($${tables.length + 1}, told) from unnest($${tables.length + 2}::text[]) told` };
}
