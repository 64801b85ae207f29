/**
 * Database dumps written by earlier program versions, row by row. The files never change: a new
 * schema version of an event type adds a new file, dumped from a database that the new program
 * wrote.
 */
import { readFileSync } from 'node:fs';

export const GOLDEN_DATABASES = [
  'database-v1',
  'database-v2',
  'database-v3',
  'database-v4',
  'database-v5',
  'database-v6',
  'database-v7',
  'database-v8',
  'database-v9',
] as const;
export type GoldenDatabase = (typeof GOLDEN_DATABASES)[number];

/** One row of `users`, `ledgers`, `events` or `commands`. */
export interface GoldenRow {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** An event as stored in a golden database. */
export interface GoldenEvent {
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly actorId: number;
  readonly version: number;
}

/** The text of a golden file. */
export const goldenText = (name: `${string}.ndjson`): string =>
  readFileSync(new URL(name, import.meta.url), 'utf8');

/** All rows of a golden database, in an order in which they can be inserted. */
export const goldenRows = (name: GoldenDatabase): readonly GoldenRow[] =>
  goldenText(`${name}.ndjson`)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as GoldenRow);

/** The events of a golden database, ordered within each ledger. */
export const goldenEvents = (name: GoldenDatabase): readonly GoldenEvent[] =>
  goldenRows(name)
    .filter(({ table }) => table === 'events')
    .map(({ row }) => ({
      stream: String(row.stream),
      type: String(row.type),
      schemaVersion: Number(row.schema_version),
      data: row.data,
      actorId: Number(row.actor_id),
      version: Number(row.version),
    }));
