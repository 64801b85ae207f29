/**
 * Uploaded files in PostgreSQL, so that any process can go on with an import. The bytes lie in small
 * parts, so that reading a large file takes little memory.
 */
import { DomainError } from '@action-tracker/domain';
import { inPoolTransaction } from '@action-tracker/event-store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import { ImportRefused } from '../import-refused';
import type { SourceFile } from '../read/source-file';
import type { NewUpload, PreviewTotals, Upload } from './upload';

const PART_BYTES = 256 * 1024;
/** Short enough that decoding one holds nobody up. */
const PIECE_BYTES = 64 * 1024;

const COLUMNS = `i.id, i.user_id AS "userId", i.tracker_id AS "trackerId", i.file_name AS "fileName",
  i.size, i.sha256, i.guess, i.settings, i.version, i.preview,
  i.previewed_version AS "previewedVersion", i.batch, i.run_version AS "runVersion",
  i.created_at AS "createdAt", EXISTS (
    SELECT FROM batches u WHERE u.tracker_id = i.tracker_id AND u.undoes = i.batch::text
      AND NOT EXISTS (SELECT FROM batches r WHERE r.tracker_id = u.tracker_id AND r.undoes = u.batch)
  ) AS "isUndone", CASE WHEN j.id IS NOT NULL THEN json_build_object(
    'done', j.done, 'isEnded', j.ended_at IS NOT NULL, 'problem', j.problem, 'result', j.result
  ) END AS job`;
const UPLOADS = 'imports i LEFT JOIN jobs j ON j.id = i.batch';
const IS_RUNNING = 'EXISTS (SELECT FROM jobs j WHERE j.id = imports.batch AND j.ended_at IS NULL)';

export class Uploads {
  constructor(private readonly pool: Pool) {}

  /** Keeps a file; nothing if one with this id is kept already. */
  async add(upload: NewUpload, bytes: Buffer): Promise<void> {
    const { id, userId, trackerId, fileName, sha256, guess, settings } = upload;
    await inPoolTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO imports (id, user_id, tracker_id, file_name, size, sha256, guess, settings)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
        [
          ...[id, userId, trackerId, fileName, bytes.length, sha256],
          ...[JSON.stringify(guess), JSON.stringify(settings)],
        ],
      );
      for (let number = 0; rowCount === 1 && number * PART_BYTES < bytes.length; number += 1) {
        const part = bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES);
        await client.query(
          'INSERT INTO import_parts (import_id, number, bytes) VALUES ($1, $2, $3)',
          [id, number, part],
        );
      }
    });
  }

  /** @throws DomainError NOT_FOUND, also for a file of somebody else */
  async find(userId: number, id: string): Promise<Upload> {
    const found = await this.findAny(id);
    if (found?.userId !== userId) throw uploadNotFound(id);
    return found;
  }

  /** A file of any user. */
  async findAny(id: string): Promise<Upload | undefined> {
    const { rows } = await this.pool.query<Upload>(
      `SELECT ${COLUMNS} FROM ${UPLOADS} WHERE i.id = $1`,
      [id],
    );
    return rows[0];
  }

  /** The files of a user for one tracker, or for all; the latest first. */
  async list(userId: number, trackerId: number | undefined): Promise<readonly Upload[]> {
    const { rows } = await this.pool.query<Upload>(
      `SELECT ${COLUMNS} FROM ${UPLOADS}
       WHERE i.user_id = $1 AND i.tracker_id = coalesce($2, i.tracker_id)
       ORDER BY i.created_at DESC LIMIT 100`,
      [userId, trackerId ?? null],
    );
    return rows;
  }

  /** @throws DomainError CONFLICT when it runs, or somebody else changed it meanwhile */
  async change({ id, version, guess, settings }: Upload): Promise<void> {
    const { rowCount } = await this.pool.query(
      `UPDATE imports SET guess = $3, settings = $4, version = version + 1
       WHERE id = $1 AND version = $2 AND NOT ${IS_RUNNING}`,
      [id, version, JSON.stringify(guess), JSON.stringify(settings)],
    );
    if (rowCount === 0) throw changedMeanwhile();
  }

  async keepPreview({ id, version }: Upload, totals: PreviewTotals): Promise<void> {
    await this.pool.query(
      'UPDATE imports SET preview = $3, previewed_version = $2 WHERE id = $1 AND version = $2',
      [id, version, JSON.stringify(totals)],
    );
  }

  /**
   * Notes the batch of a run in the transaction that records its job. Of several requests at the
   * same time one succeeds: the others expected the batch from before.
   *
   * @throws DomainError CONFLICT when it runs, or somebody else started or changed it meanwhile
   */
  async startRun(
    client: ClientBase,
    { id, version, batch: before }: Upload,
    batch: string,
  ): Promise<void> {
    const { rowCount } = await client.query(
      `UPDATE imports SET batch = $3, run_version = $2
       WHERE id = $1 AND version = $2 AND batch IS NOT DISTINCT FROM $4 AND NOT ${IS_RUNNING}`,
      [id, version, batch, before],
    );
    if (rowCount === 0) throw changedMeanwhile();
  }

  /** @throws DomainError NOT_FOUND, CONFLICT while it runs */
  async remove(userId: number, id: string): Promise<void> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM imports WHERE id = $1 AND user_id = $2 AND NOT ${IS_RUNNING}`,
      [id, userId],
    );
    if (rowCount === 1) return;
    await this.find(userId, id);
    throw changedMeanwhile();
  }

  /** The bytes of a file, read in parts. */
  fileOf({ id, fileName, size }: Pick<Upload, 'id' | 'fileName' | 'size'>): SourceFile {
    return { name: fileName, sizeBytes: () => Promise.resolve(size), read: () => this.read(id) };
  }

  private async *read(id: string): AsyncGenerator<Buffer> {
    for (let number = 0; ; number += 1) {
      const { rows } = await this.pool.query<{ readonly bytes: Buffer }>(
        'SELECT bytes FROM import_parts WHERE import_id = $1 AND number = $2',
        [id, number],
      );
      const [part] = rows;
      if (!part && number === 0) throw new ImportRefused('Expected a file, found it deleted');
      if (!part) return;
      yield* inPieces(part.bytes);
      if (part.bytes.length < PART_BYTES) return;
    }
  }
}

/** A file that lies in memory, such as one that is just being uploaded. */
export const fileInMemory = (name: string, bytes: Buffer): SourceFile => ({
  name,
  sizeBytes: () => Promise.resolve(bytes.length),
  read: () => inPieces(bytes),
});

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield bytes.subarray(from, from + PIECE_BYTES);
    await nextTurn();
  }
}

/** Deletes files that were uploaded before an instant, unless they are being imported. */
export async function deleteUploads(pool: Pool, before: Date): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM imports WHERE created_at < $1 AND NOT ${IS_RUNNING}`,
    [before],
  );
  return rowCount ?? 0;
}

export const uploadNotFound = (id: string): DomainError =>
  new DomainError('NOT_FOUND', `Import ${id} not found`);

const changedMeanwhile = (): DomainError =>
  new DomainError(
    'CONFLICT',
    'Expected an import that is not running, found it started or changed',
  );
