/** An uploaded file: what it seems to hold, and how it is to be imported. */
import type {
  Import,
  ImportApply,
  ImportChoice,
  ImportColumn,
  ImportCounts,
  ImportMapping,
  ImportPreview,
  OwnerMark,
  Timestamp,
} from '@action-tracker/contracts';
import type { ColumnContent, Question } from '../guess/guesses';
import type { FileFormat } from '../read/file-format';

/** What was recognised in a file; plain JSON. */
export interface UploadGuess {
  readonly format: FileFormat;
  readonly rows: number;
  readonly sheets: readonly string[];
  readonly firstLines: Import['first_lines'];
  readonly columns: readonly ImportColumn[];
  /** Names that several columns have. */
  readonly doubled: readonly string[];
  /** By the name of the column. */
  readonly contents: Readonly<Record<string, ColumnContent>>;
  readonly questions: readonly Question[];
  readonly warnings: readonly string[];
  /** Rows with the id of an item of the tracker; uploads of an earlier version do not say it. */
  readonly knownIds?: number;
  /** Set for a workbook that this product wrote of the same tracker. */
  readonly exported: UploadedExport | null;
}

export interface UploadedExport {
  readonly position: number;
  readonly asOf: Timestamp;
  /** The columns of ids and of the latest note. */
  readonly idColumn: string;
  readonly noteColumn: string | null;
  /** Whom its names stood for when it was written. */
  readonly owners: readonly OwnerMark[];
  readonly missing: readonly string[];
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  /** The items in the list; `null` if the workbook does not say. */
  readonly ids: readonly string[] | null;
}

/** What a person can change; plain JSON. */
export interface UploadSettings {
  readonly mapping: ImportMapping;
  readonly mappingFrom: Import['mapping_from'];
  readonly isHistory: boolean;
  /** Questions about columns whose meaning a person has chosen. */
  readonly questions: readonly Question[];
  /** Ids of questions that a person, or an earlier import, has answered. */
  readonly answered: readonly string[];
  readonly problems: readonly string[];
  readonly createPeople: boolean;
  readonly actorId: number;
  readonly apply: ImportApply;
  readonly applyLines: readonly number[];
  readonly choices: readonly ImportChoice[];
  readonly reinstateLines: readonly number[];
}

/** What a preview says besides its rows. */
export type PreviewTotals = Pick<ImportPreview, 'counts' | 'cells' | 'people' | 'missing'> & {
  /** The number of entries that the tracker had then. */
  readonly head: number;
};

/** What a run has done; the result of its job. */
export interface RunResult {
  readonly counts: ImportCounts;
}

export interface NewUpload {
  readonly id: string;
  readonly userId: number;
  readonly trackerId: number;
  readonly fileName: string;
  readonly sha256: string;
  readonly guess: UploadGuess;
  readonly settings: UploadSettings;
}

export interface Upload extends NewUpload {
  readonly size: number;
  readonly createdAt: Timestamp;
  /** Of the settings. */
  readonly version: number;
  readonly preview: PreviewTotals | null;
  /** Version of the settings that the preview shows. */
  readonly previewedVersion: number | null;
  /** Of the last run. */
  readonly batch: string | null;
  /** Whether an undo of the last run is in force. */
  readonly isUndone: boolean;
  /** Version of the settings of the last run. */
  readonly runVersion: number | null;
  /** The job of the last run; `null` before the first one. */
  readonly job: {
    readonly done: number;
    readonly isEnded: boolean;
    readonly problem: string | null;
    readonly result: RunResult | null;
  } | null;
}
