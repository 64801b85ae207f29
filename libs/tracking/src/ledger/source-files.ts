import {
  BATCH,
  batchStream,
  parseBatchStream,
  upcastTo,
  type SourceFile,
} from '@action-tracker/domain';
import type { Pool } from 'pg';
import type { LedgerName } from './ledgers';

interface Begun {
  readonly stream: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** The imported files of batches, by batch; batches that imported no file are left out. */
export async function sourceFiles(
  pool: Pool,
  { id, prefix }: Pick<LedgerName, 'id' | 'prefix'>,
  batches: readonly string[],
): Promise<ReadonlyMap<string, SourceFile>> {
  const streams = [...new Set(batches)].map((batch) => batchStream(prefix, batch));
  if (streams.length === 0) return new Map();
  const { rows } = await pool.query<Begun>({
    name: 'source_files',
    text: `SELECT e.stream, e.type, e.schema_version AS "schemaVersion", e.data FROM events e
           WHERE e.ledger_id = $1 AND e.stream = ANY ($2) AND e.version = 1`,
    values: [id, streams],
  });
  return new Map(
    rows.flatMap((row) => {
      const begun = upcastTo(BATCH, row);
      const batch = parseBatchStream(row.stream);
      const file = begun.type === 'BatchBegun' ? begun.data.file : null;
      return batch === undefined || file === null ? [] : [[batch, file]];
    }),
  );
}
