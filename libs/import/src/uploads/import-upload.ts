/** Imports an uploaded file, or finds out what that would do. Keeps what becomes of each row. */
import type { ImportCounts, ImportMapping } from '@action-tracker/contracts';
import type { Scope } from '@action-tracker/tracking';
import type { Pool } from 'pg';
import type { ImportAdvice } from '../import-advice';
import type { ImportApplication } from '../application';
import { importFile } from '../import-file';
import type { ImportReport } from '../report/import-report';
import type { RowReport } from '../report/row-report';
import { noCounts, rowOnWire } from './on-wire';
import type { PreviewTotals, Upload } from './upload';
import { decisionsOf } from './upload-decisions';
import { PREVIEW, UploadRows } from './upload-rows';
import type { Uploads } from './uploads';

/** Advice in messages for a person who can change the settings of an import. */
const ADVICE: ImportAdvice = {
  trackerField: 'tracker_id',
  openTracker: 'Open it first.',
  takeAsHistory: 'say that each row is a change',
  createUsers: 'allow that new people are created',
  createUser: 'create the user',
  mergeUsers: (from, into) => `ask an operator to merge ${from} into ${into}`,
};

export interface UploadContext {
  readonly application: Omit<ImportApplication, 'scope'>;
  readonly uploads: Uploads;
  readonly scope: Scope;
  readonly upload: Upload;
  /** Of the tracker. */
  readonly prefix: string;
}

/** @throws ImportRefused */
export async function previewUpload(context: UploadContext): Promise<Omit<PreviewTotals, 'head'>> {
  const { application, upload } = context;
  const rows = new UploadRows(application.pool);
  await rows.clear(upload.id, PREVIEW);
  const totals = new Totals();
  const missing = new Set(upload.guess.exported?.ids);
  const report = await run(context, {
    isDryRun: true,
    onRows: async (reports) => {
      totals.add(reports);
      for (const { item_id: itemId } of reports) missing.delete(itemId ?? '');
      await rows.save(upload.id, PREVIEW, reports.map(rowOnWire));
    },
  });
  const people = report.newUsers.map(({ name, email, resembles }) => ({
    ...{ name, email, resembles: resembles ?? null },
  }));
  return { ...totals.read(), people, missing: [...missing] };
}

/**
 * Imports the file as a batch; a repeat continues one that was interrupted.
 *
 * @param onProgress receives how many rows are done
 * @throws ImportRefused
 */
export async function runUpload(
  context: UploadContext,
  batch: string,
  onProgress: (done: number) => Promise<void>,
): Promise<ImportCounts> {
  const { application, upload } = context;
  const rows = new UploadRows(application.pool);
  const written = await writtenBy(application.pool, upload.trackerId, batch);
  const totals = new Totals();
  let done = 0;
  await run(context, {
    ...{ isDryRun: false, batch },
    onRows: async (reports) => {
      const whole = reports.map((report) => ofWholeRun(report, written));
      totals.add(whole);
      await rows.save(upload.id, batch, whole.map(rowOnWire));
      done += reports.length;
      await onProgress(done);
    },
  });
  return totals.read().counts;
}

interface Run {
  readonly isDryRun: boolean;
  readonly batch?: string;
  readonly onRows: (rows: readonly RowReport[]) => Promise<void>;
}

function run(
  { application, uploads, scope, upload, prefix }: UploadContext,
  { isDryRun, batch, onRows }: Run,
): Promise<ImportReport> {
  const { settings, createdAt, userId } = upload;
  return importFile(
    { ...application, scope },
    {
      file: uploads.fileOf(upload),
      mapping: { name: upload.fileName, json: settings.mapping satisfies ImportMapping },
      ...{ isHistory: settings.isHistory, tracker: prefix, isDryRun },
      ...{ mayCreateUsers: settings.createPeople, newTrackerName: undefined, advice: ADVICE },
      ...(batch === undefined ? {} : { batch }),
      today: application.clock.dayOf(new Date(createdAt)),
      decisions: decisionsOf(settings),
      ...(upload.guess.exported ? { exported: upload.guess.exported } : {}),
    },
    {
      writer: { id: userId },
      observer: {
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onWarning: () => undefined,
        onRows,
        onEnd: () => Promise.resolve(),
      },
    },
  );
}

/** Counts outcomes and cells. */
class Totals {
  private readonly counts = noCounts();
  private readonly cells = { take: 0, keep: 0, conflict: 0 };

  add(reports: readonly RowReport[]): void {
    for (const report of reports) {
      const { outcome, cells } = rowOnWire(report);
      this.counts[outcome] += 1;
      for (const { result } of cells) this.cells[result] += 1;
    }
  }

  read() {
    return { counts: this.counts, cells: this.cells };
  }
}

/** Items that the batch has created (or reinstated) and changed, in an attempt before this one. */
async function writtenBy(
  pool: Pool,
  trackerId: number,
  batch: string,
): Promise<ReadonlyMap<string, 'created' | 'changed'>> {
  const { rows } = await pool.query<{ readonly stream: string; readonly isNew: boolean }>(
    `SELECT stream, bool_or(type IN ('ItemCreated', 'ItemReinstated')) AS "isNew" FROM events
     WHERE batch = $2 AND batch <> command_id AND ledger_id = $1 GROUP BY stream`,
    [trackerId, batch],
  );
  return new Map(rows.map(({ stream, isNew }) => [stream, isNew ? 'created' : 'changed']));
}

/** What an earlier attempt of the same run has done counts as done by the run. */
function ofWholeRun(
  report: RowReport,
  written: ReadonlyMap<string, 'created' | 'changed'>,
): RowReport {
  const { outcome, item_id: itemId, reason: _, ...rest } = report;
  const before = itemId === undefined ? undefined : written.get(itemId);
  if (outcome !== 'skipped' || itemId === undefined || before === undefined) return report;
  return { ...rest, item_id: itemId, outcome: before };
}
