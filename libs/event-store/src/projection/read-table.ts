/** The SQL of a projection: its table, the sink through which the append writes it, its view. */
import type { ClientBase } from 'pg';
import {
  projectionTable,
  tableColumns,
  WHEN_WRITTEN,
  type ColumnType,
  type Projection,
} from './projection';
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

/** SQL that creates the table without its keys. */
export function createTable(
  { columns, generated = {}, keeps }: AnyProjection,
  table: string,
): string {
  const definitions = [
    ...Object.entries(columns).map(([name, type]) => `${name} ${sqlType(type)}`),
    ...Object.entries(generated).map(([name, definition]) => `${name} ${definition}`),
  ];
  // Leaves space on the page for the next version of a row, so that an update touches no index
  // (HOT).
  const options = keeps === 'latest' ? ' WITH (fillfactor = 70)' : '';
  return `CREATE TABLE ${table} (${definitions.join(', ')})${options}`;
}

/** SQL that adds primary key and indexes after the table has been filled. */
export function createKeys({ key, indexes = {} }: AnyProjection, table: string): readonly string[] {
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${table}_pkey PRIMARY KEY (${key.join(', ')})`,
    ...Object.entries(indexes).map(
      ([name, definition]) => `CREATE INDEX ${table}_${name} ON ${table} ${definition}`,
    ),
  ];
}

/** SQL that renames a table and its keys. */
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
 * The sink takes an array literal of rows with the ordinal of the event behind each, the same for
 * deleted rows, and the result of the append for these events. The common case of a single row is
 * written without a join. Rows are text, because a table that replaces another has a row type of
 * its own, and statements prepared for the old one must keep working.
 */
export function createSink(projection: AnyProjection): string {
  const table = projectionTable(projection);
  const names = Object.keys(projection.columns);
  const row = tableColumns(projection).join(', ');
  const values = (source: string, n: string) =>
    Object.entries(projection.columns)
      .map(([name, type]) => value(`${source}.${name}`, type, n))
      .join(', ');
  const insert = `INSERT INTO ${table} AS t (${names.join(', ')})`;
  const conflict = onConflict(projection);
  const isSame = projection.key.map((name) => `t.${name} = d.${name}`).join(' AND ');
  return `
    CREATE OR REPLACE FUNCTION sink_${table}(p_rows text, p_ordinals int[],
      p_deleted text, p_deleted_ordinals int[], p_positions bigint[], p_times timestamptz[])
      RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      rows ${table}[] := p_rows;
      one ${table};
    BEGIN
      IF cardinality(p_deleted_ordinals) > 0 THEN
        DELETE FROM ${table} t
        USING unnest(p_deleted::${table}[], p_deleted_ordinals) AS d(${row}, n)
        WHERE ${isSame} AND p_positions[d.n] IS NOT NULL;
      END IF;
      IF cardinality(rows) = 1 THEN
        one := rows[1];
        IF p_positions[p_ordinals[1]] IS NOT NULL THEN
          ${insert} VALUES (${values('one', 'p_ordinals[1]')}) ${conflict};
        END IF;
      ELSE
        ${insert} SELECT ${values('r', 'r.n')}
        FROM unnest(rows, p_ordinals) AS r(${row}, n)
        WHERE p_positions[r.n] IS NOT NULL ${conflict};
      END IF;
    END $$`;
}

export const createView = (projection: AnyProjection): string =>
  `CREATE VIEW ${projection.name} AS SELECT * FROM ${projectionTable(projection)}`;

/** Rows of a table, each as a list of values in column order. */
export type Rows = readonly (readonly unknown[])[];

/** The changes to a table. Deleted rows only need their key columns. */
export interface TableChanges {
  readonly upserts: Rows;
  readonly deletes: Rows;
}

/** Upserts rows and deletes others. */
export async function writeRows(
  client: ClientBase,
  projection: AnyProjection,
  { table, upserts, deletes }: TableChanges & { readonly table: string },
): Promise<void> {
  const computed = Object.keys(projection.generated ?? {}).map(() => null);
  const literal = (rows: Rows) => arrayOf(rows.map((row) => [...row, ...computed]));
  const isSame = projection.key.map((name) => `t.${name} = d.${name}`).join(' AND ');
  if (deletes.length > 0) {
    await client.query(`DELETE FROM ${table} t USING unnest($1::${table}[]) d WHERE ${isSame}`, [
      literal(deletes),
    ]);
  }
  if (upserts.length === 0) return;
  const names = Object.keys(projection.columns).join(', ');
  const conflict = onConflict(projection) || 'ON CONFLICT DO NOTHING';
  await client.query(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM unnest($1::${table}[]) ${conflict}`,
    [literal(upserts)],
  );
}

/** Conflict clause for existing rows. Tables that only add rows never have a conflict. */
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
  if (type === 'recorded_at?') {
    return `CASE WHEN ${column} = '${WHEN_WRITTEN}' THEN p_times[${n}] ELSE ${column} END`;
  }
  return type === 'recorded_at' ? `coalesce(${column}, p_times[${n}])` : column;
}
