import type { ImportReport } from './report/import-report';
import type { RowReport } from './report/row-report';

/** Progress of an import. A phase begins with a call in which `done` is 0. */
export interface ImportProgress {
  readonly unit: 'bytes' | 'items' | 'commands';
  readonly done: number;
  readonly total: number;
}

/** Receives the progress of an import, and can abort it. */
export interface ProgressObserver {
  /** When aborted, the import completes the writes in flight and ends. */
  readonly signal: AbortSignal;
  onProgress(progress: ImportProgress): void;
}

/** Also receives a report on each row. */
export interface ImportObserver extends ProgressObserver {
  /** Called with oddities of the file that do not prevent the import. */
  onWarning(warning: string): void;
  /** Called with the outcomes of the next rows in file order; the import awaits it. */
  onRows(rows: readonly RowReport[]): Promise<void>;
  /** Called once with the report so far, even when the import fails midway. */
  onEnd(report: ImportReport): Promise<void>;
}
