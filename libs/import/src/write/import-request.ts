import type { PlainDate } from '@action-tracker/domain';
import type { ImportAdvice } from '../import-advice';
import type { ExportedFile } from '../exported/exported-file';
import type { ImportDecisions } from '../import-decisions';
import type { SourceFile } from '../read/source-file';

/** What to import, and how. */
export interface ImportRequest {
  readonly file: SourceFile;
  readonly mapping: MappingFile;
  /** Whether each row is a change and rows with the same key form one item. */
  readonly isHistory: boolean;
  /** Prefix. */
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  /** Name for the tracker to open when the prefix is free; `undefined` requires an existing one. */
  readonly newTrackerName: string | undefined;
  readonly advice: ImportAdvice;
  /** The batch of what is written; an import that is continued has that of its first attempt. */
  readonly batch?: string;
  /** The day that `today` means in the mapping. */
  readonly today?: PlainDate;
  readonly decisions?: ImportDecisions;
  /** Set for a workbook that this product wrote. */
  readonly exported?: ExportedFile;
}

/** A mapping as written, not validated yet. */
export interface MappingFile {
  /** Name for messages. */
  readonly name: string;
  readonly json: unknown;
}
