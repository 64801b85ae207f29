/** The SQL of a projection: its table, the sink through which the append writes it, its view. */
import type { ClientBase } from 'pg';
import { projectionTable, tableColumns, type ColumnType, type Projection } from './projection';
import { arrayOf } from './row-literals';

const SQL_TYPES = {
  int: 'int',
  text: 'text',
  jsonb: 'jsonb',
  date: 'date',
  timestamptz: 'timestamptz',
  position: 'bigint',
  recorded_at: 'timestamptz',
} as const;

type AnyProjection = Projection<never>;

/** Creates the table without its keys. */
export function createTable(
  { columns, generated = {}, keeps }: AnyProjection,
  table: string,
): string {
  const definitions = [
    ...Object.entries(columns).map(([name, type]) => `${name} ${sqlType(type)}`),
    ...Object.entries(generated).map(([name, definition]) => `${name} ${definition}`),
  ];
  // Room on the page for the next version of a row, so that its change touches no index (HOT).
  const options = keeps === 'latest' ? ' WITH (fillfactor = 70)' : '';
  return `CREATE TABLE ${table} (${definitions.join(', ')})${options}`;
}

/** Adds primary key and indexes, after a fill in one go. */
export function createKeys({ key, indexes = {} }: AnyProjection, table: string): readonly string[] {
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_pkey PRIMARY KEY (${key.join(', ')})`,
    ...Object.entries(indexes).map(
      ([name, definition]) => `CREATE INDEX ${table}_${name} ON ${table} ${definition}`,
    ),
  ];
}

/** Gives a table another name, and its keys with it. */
export function renameTable(
  { indexes = {} }: AnyProjection,
  from: string,
  to: string,
): readonly string[] {
  return [
    `ALTER TABLE ${from} RENAME TO ${to}`,
    ...['pkey', ...Object.keys(indexes)].map(
      (name) => `ALTER INDEX IF EXISTS ${from}_${name} RENAME TO ${to}_${name}`,
    ),
  ];
}

/**
 * The sink: takes rows as the literal of an array, the ordinal of the event behind each, and what
 * the append answered about these events. One row, the everyday case, is written without a join.
 * Rows are text because a table that takes the place of another has a row type of its own, and
 * statements that were prepared for the old one have to go on.
 */
export function createSink(projection: AnyProjection): string {
  const table = projectionTable(projection);
  const names = Object.keys(projection.columns);
  const values = (row: string, n: string) =>
    Object.entries(projection.columns)
      .map(([name, type]) => value(`${row}.${name}`, type, n))
      .join(', ');
  const isWritten = (ledgerId: string, n: string) =>
    `p_positions[${n}] IS NOT NULL AND (p_owing IS NULL OR NOT p_owing @> to_jsonb(${ledgerId}))`;
  const insert = `INSERT INTO ${table} AS t (${names.join(', ')})`;
  const conflict = onConflict(projection);
  return `
    CREATE OR REPLACE FUNCTION sink_${table}(p_rows text, p_ordinals int[],
      p_positions bigint[], p_times timestamptz[], p_owing jsonb) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
      rows ${table}[] := p_rows;
      one ${table};
    BEGIN
      IF cardinality(rows) = 1 THEN
        one := rows[1];
        IF ${isWritten('one.tracker_id', 'p_ordinals[1]')} THEN
          ${insert} VALUES (${values('one', 'p_ordinals[1]')}) ${conflict};
        END IF;
      ELSE
        ${insert} SELECT ${values('r', 'r.n')}
        FROM unnest(rows, p_ordinals) AS r(${tableColumns(projection).join(', ')}, n)
        WHERE ${isWritten('r.tracker_id', 'r.n')} ${conflict};
      END IF;
    END $$`;
}

export const createView = (projection: AnyProjection): string =>
  `CREATE VIEW ${projection.name} AS SELECT * FROM ${projectionTable(projection)}`;

/** Writes rows, each its values column by column, over what is there. */
export async function upsertRows(
  client: ClientBase,
  projection: AnyProjection,
  { table, rows }: { readonly table: string; readonly rows: readonly (readonly unknown[])[] },
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(projection.columns).join(', ');
  const computed = Object.keys(projection.generated ?? {}).map(() => null);
  const conflict = onConflict(projection) || 'ON CONFLICT DO NOTHING';
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM unnest($1::${table}[]) ${conflict}`,
    [arrayOf(rows.map((row) => [...row, ...computed]))],
  );
}

/** What a row that is there already becomes. Those that are kept for ever are there only once. */
function onConflict({ keeps, key, columns }: AnyProjection): string {
  if (keeps === 'every') return '';
  const others = Object.keys(columns).filter((name) => !key.includes(name));
  const changes = others.map((name) => `${name} = excluded.${name}`).join(', ');
  return `ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${changes}`;
}

function sqlType(type: ColumnType): string {
  const name = type.replace('?', '') as keyof typeof SQL_TYPES;
  return SQL_TYPES[name] + (type.endsWith('?') ? '' : ' NOT NULL');
}

function value(column: string, type: ColumnType, n: string): string {
  if (type === 'position') return `p_positions[${n}]`;
  return type === 'recorded_at' ? `coalesce(${column}, p_times[${n}])` : column;
}
