import type { ImportAdvice } from '../import-advice';
import type { SourceFile } from '../read/source-file';

/** What somebody wants to have imported, and how. */
export interface ImportRequest {
  readonly file: SourceFile;
  readonly mapping: MappingFile;
  /** Each row is a change, and rows of one key are one item. */
  readonly isHistory: boolean;
  /** Prefix. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  /** Name of the tracker to open when the prefix is free; `undefined`: it must be there. */
  readonly newTrackerName: string | undefined;
  readonly advice: ImportAdvice;
}

/** A mapping as it was written, not checked yet. */
export interface MappingFile {
  /** As messages call it. */
  readonly name: string;
  readonly json: unknown;
}
