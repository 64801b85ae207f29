import type { ImportReport } from './report/import-report';
import type { RowReport } from './report/row-report';

/** How far an import is. A phase begins with a call for which `done` is 0. */
export interface ImportProgress {
  readonly unit: 'bytes' | 'items' | 'commands';
  readonly done: number;
  readonly total: number;
}

/** Who has asked for an import: hears how far it is, and can end it. */
export interface ProgressObserver {
  /** Once aborted, the import finishes what is in flight and ends. */
  readonly signal: AbortSignal;
  onProgress(progress: ImportProgress): void;
}

/** The same for an import of rows, which reports each of them. */
export interface ImportObserver extends ProgressObserver {
  /** Called with what is odd about a file but keeps nothing from being imported. */
  onWarning(warning: string): void;
  /** Called with what became of the next rows, in the order of the file; waited for. */
  onRows(rows: readonly RowReport[]): Promise<void>;
  /** Called once, also when the import fails on its way, with what became of the file until then. */
  onEnd(report: ImportReport): Promise<void>;
}
