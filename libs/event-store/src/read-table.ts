/** The SQL of a projection: its table, the sink through which the append writes it, its view. */
import { projectionTable, type ColumnType, type Projection } from './projection';

const SQL_TYPES = {
  int: 'int',
  text: 'text',
  date: 'date',
  timestamptz: 'timestamptz',
  position: 'bigint',
  recorded_at: 'timestamptz',
} as const;

type AnyProjection = Projection<never>;

/** Creates the table without its keys. */
export function createTable({ columns, keeps }: AnyProjection, table: string): string {
  const definitions = Object.entries(columns).map(([name, type]) => `${name} ${sqlType(type)}`);
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

/**
 * The sink: takes rows, the ordinal of the event behind each, and what the append answered about
 * these events. One row, the everyday case, is written without a join.
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
    CREATE OR REPLACE FUNCTION sink_${table}(p_rows ${table}[], p_ordinals int[],
      p_positions bigint[], p_times timestamptz[], p_owing jsonb) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE one ${table};
    BEGIN
      IF cardinality(p_rows) = 1 THEN
        one := p_rows[1];
        IF ${isWritten('one.tracker_id', 'p_ordinals[1]')} THEN
          ${insert} VALUES (${values('one', 'p_ordinals[1]')}) ${conflict};
        END IF;
      ELSE
        ${insert} SELECT ${values('r', 'r.n')}
        FROM unnest(p_rows, p_ordinals) AS r(${names.join(', ')}, n)
        WHERE ${isWritten('r.tracker_id', 'r.n')} ${conflict};
      END IF;
    END $$`;
}

/** Lets readers of the view see this table. */
export const createView = (projection: AnyProjection): string =>
  `CREATE OR REPLACE VIEW ${projection.name} AS SELECT * FROM ${projectionTable(projection)}`;

/** What a row that is there already becomes; for ever kept rows are never there twice. */
export function onConflict({ keeps, key, columns }: AnyProjection): string {
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
