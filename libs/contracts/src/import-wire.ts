/** The wire shapes of imports: an uploaded file, what it seems to hold, and what becomes of its rows. */
import type { Timestamp } from './wire';

/** The largest file that can be uploaded: 20 MiB. */
export const IMPORT_FILE_MAX_BYTES = 20 * 1024 * 1024;
/** Most rows of an uploaded file. */
export const IMPORT_MAX_ROWS = 50_000;

/** What a column can hold, by its name in a mapping. The last two are of a log of changes only. */
export const IMPORT_FIELDS = [
  'id',
  'title',
  'category',
  'owner',
  'priority',
  'due_date',
  'status',
  'create_date',
  'created_by',
  'status_date',
  'changed_at',
  'changed_by',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** Where the value of a field comes from. The first column with a value is used, then `default`. */
export interface ImportFieldMapping {
  readonly column?: string | readonly string[];
  /** Of the title: all columns, joined by this text. */
  readonly join?: string;
  /** Our words by words of the file. */
  readonly values?: Readonly<Record<string, string>>;
  /** Our word for all other words of the file. */
  readonly otherwise?: string;
  /**
   * Without a value in the row. Of a date `YYYY-MM-DD`; of `create_date` also `today`, the day of
   * the upload, and `due_date`, that of the row.
   */
  readonly default?: string;
  /** How dates are written, as date-fns tokens; several are tried in order. */
  readonly formats?: readonly string[];
}

export interface ImportNotes {
  readonly column: string;
  /** Written before the text. */
  readonly label?: string;
  /** How the dates that begin notes within the cell are written; without it the cell is one note. */
  readonly dated?: readonly string[];
}

/** Somebody named in a file: who exists, by e-mail, or who is to be created, by name. */
export interface ImportPerson {
  readonly email?: string;
  readonly name?: string;
}

/** The mapping, in the form that the command line reads, too (`docs/import.md`). */
export interface ImportMapping {
  readonly file: {
    readonly delimiter?: string;
    readonly encoding?: string;
    /** Line of the header, 0 if there is none. */
    readonly header?: number;
    readonly sheet?: string;
  };
  readonly dates: { readonly zone: string; readonly formats?: readonly string[] };
  /** Words that mean no value. */
  readonly no_value: readonly string[];
  /** Columns that identify a row; without any, its content does. */
  readonly key: readonly string[];
  /** Of a log: columns that order changes of the same time. */
  readonly order?: readonly string[];
  readonly fields: Readonly<Partial<Record<ImportField, ImportFieldMapping>>>;
  readonly notes: readonly ImportNotes[];
  /** By the word of the file. */
  readonly people: Readonly<Record<string, ImportPerson>>;
}

/** Why a column has its meaning: the share that its heading or its values contribute, 0 to 1. */
export interface ImportReason {
  readonly kind: 'heading' | 'dates' | 'words' | 'people' | 'numbers' | 'few_values' | 'text';
  readonly share: number;
}

/** A column of the file, and what it seems to hold. */
export interface ImportColumn {
  readonly name: string;
  /** Its letters in a spreadsheet. */
  readonly letters: string;
  /** The first different values; long ones are cut. */
  readonly samples: readonly string[];
  /** Cells that are not empty. */
  readonly filled: number;
  /**
   * What was guessed: a field, `note`, `closed` and `updated` (of the status date), `updated_by`;
   * `null` for a column that is kept in the first note.
   */
  readonly meaning: string | null;
  /** Of the guess, 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly ImportReason[];
}

/** Something to decide. The mapping holds `answer` until it is answered. */
export interface ImportQuestion {
  /** By which PATCH answers it; stays the same while the file is read in the same way. */
  readonly id: string;
  /**
   * `date_order`: whether day or month comes first; nothing is imported until it is answered.
   * `value`: which word of ours a word of the file is. `person`: who a word is. `missing`: a field
   * that no column holds. `date_fallback`: the creation date of rows without one.
   */
  readonly kind: 'date_order' | 'value' | 'person' | 'missing' | 'date_fallback';
  readonly field: string;
  readonly column?: string;
  readonly value?: string;
  /** Rows concerned. */
  readonly rows: number;
  /** The first is what was guessed. Of a person: e-mails of users, or names of new ones. */
  readonly proposals: readonly string[];
  /** Of `date_order`: cells that could be read in both ways. */
  readonly examples?: readonly { readonly line: number; readonly value: string }[];
  /** What the mapping holds now; `null` while nothing does. */
  readonly answer: string | null;
  /** Whether a person has answered it. */
  readonly is_answered: boolean;
}

/** A workbook that this product wrote: its rows are compared with the state at its position. */
export interface ImportExport {
  readonly position: number;
  readonly as_of: Timestamp;
  /** Columns that are missing, and the headings that others seem to have been renamed to. */
  readonly missing_columns: readonly string[];
  readonly renamed_columns: readonly { readonly from: string; readonly to: string }[];
}

export const IMPORT_STATES = ['ready', 'running', 'done', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * What becomes of a row. `create`: a new item, or one whose import was undone. `change`: an item
 * that exists is changed. `same`: nothing. `differs`: an item that exists stays as it is, although
 * the file says something else.
 */
export const IMPORT_OUTCOMES = ['create', 'change', 'same', 'differs', 'refused'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export type ImportCounts = Readonly<Record<ImportOutcome, number>>;

/** Which values of items that exist are taken from the file. */
export const IMPORT_APPLIES = ['none', 'chosen', 'all'] as const;
export type ImportApply = (typeof IMPORT_APPLIES)[number];

/** Which side of a conflict is taken. */
export interface ImportChoice {
  readonly line: number;
  readonly field: string;
  readonly take: 'theirs' | 'ours';
}

/** An uploaded file. Only the person who uploaded it sees it, for a day. */
export interface Import {
  readonly id: string;
  readonly tracker_id: number;
  readonly created_at: Timestamp;
  /** When it is deleted. */
  readonly expires_at: Timestamp;
  readonly file: {
    readonly name: string;
    /** In bytes. */
    readonly size: number;
    readonly sha256: string;
    /** Below the header. */
    readonly rows: number;
  };
  /** Of a workbook; empty for a text file. */
  readonly sheets: readonly string[];
  /** The sheet that is read; `null` for a text file. */
  readonly sheet: string | null;
  /** Line of the header, 0 if there is none. */
  readonly header_row: number;
  /** The first lines of the file, to choose the header from. */
  readonly first_lines: readonly { readonly line: number; readonly cells: readonly string[] }[];
  readonly columns: readonly ImportColumn[];
  readonly mapping: ImportMapping;
  /** `file`: guessed. `tracker`: that of the last import with these headings. `person`: changed. */
  readonly mapping_from: 'file' | 'tracker' | 'person';
  /** Whether each row is a change, and rows with the same key form one item. */
  readonly is_history: boolean;
  readonly questions: readonly ImportQuestion[];
  /** Why the mapping cannot be used; there is no preview until it is empty. */
  readonly problems: readonly string[];
  /** Oddities of the file that do not prevent the import. */
  readonly warnings: readonly string[];
  /** Rows with the id of an item of the tracker that count as new, for want of a position. */
  readonly known_ids: number;
  /** Whether users are created for people who are not known. */
  readonly create_people: boolean;
  /** Who has made the changes of an exported file; the importer is recorded beside them. */
  readonly actor_id: number;
  /** Whether values are taken into items that exist. */
  readonly apply: ImportApply;
  /** Lines to apply if `apply` is `chosen`. */
  readonly apply_lines: readonly number[];
  readonly choices: readonly ImportChoice[];
  /** Lines whose withdrawn item is reinstated. */
  readonly reinstate_lines: readonly number[];
  readonly exported: ImportExport | null;
  readonly state: ImportState;
  /** Rows done, of those in the file. */
  readonly done: number;
  readonly of: number;
  /** Of the last run; `null` before the first one. */
  readonly counts: ImportCounts | null;
  /** Of the last run, by which it can be undone. */
  readonly batch: string | null;
  /** Whether the last run was undone. */
  readonly is_undone: boolean;
  /** Why the last run failed. */
  readonly problem: string | null;
}

/** What PATCH changes; omitted members stay as they are. A new sheet or header row is guessed anew. */
export interface ChangeImportRequest {
  readonly sheet?: string;
  readonly header_row?: number;
  /** The whole mapping. */
  readonly mapping?: ImportMapping;
  /** Answers by the id of the question, applied after the mapping. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly is_history?: boolean;
  readonly create_people?: boolean;
  readonly actor_id?: number;
  readonly apply?: ImportApply;
  readonly apply_lines?: readonly number[];
  readonly choices?: readonly ImportChoice[];
  readonly reinstate_lines?: readonly number[];
}

/** A problem of a row, and the cell of a workbook that it is about. */
export interface ImportProblem {
  /** `row` if it is about the whole row. */
  readonly field: string;
  readonly message: string;
  /** Such as `F14`. */
  readonly cell: string | null;
}

/** A value of an item that exists, compared in three ways. Dates and words as the API has them. */
export interface ImportCell {
  readonly field: string;
  /** What the item had when the file was written, or when the row was last imported. */
  readonly base: string | null;
  /** What the file says. */
  readonly theirs: string | null;
  /** What the item has now. */
  readonly ours: string | null;
  /** `take`: only the file has changed it. `keep`: only we have. `conflict`: both have. */
  readonly result: 'take' | 'keep' | 'conflict';
  /** Who changed ours last, and when; `null` for `take`. */
  readonly by_id: number | null;
  readonly at: Timestamp | null;
  /** Whether theirs will be written. */
  readonly is_taken: boolean;
}

export interface ImportRow {
  /** Of the file, from 1. */
  readonly line: number;
  readonly outcome: ImportOutcome;
  readonly item_id: string | null;
  readonly reasons: readonly ImportProblem[];
  /** What the row says, by field: a date, a word of ours, a name; `null` for no value. */
  readonly item: Readonly<Record<string, string | null>> | null;
  /** Cells that differ from the item; empty for new items. */
  readonly cells: readonly ImportCell[];
  /** What the person can ask for: to reinstate the withdrawn item, or to apply the difference. */
  readonly offer: 'reinstate' | 'apply' | null;
}

/** What an import would do; nothing of it is written. */
export interface ImportPreview {
  readonly counts: ImportCounts;
  /** Cells of items that exist. */
  readonly cells: { readonly take: number; readonly keep: number; readonly conflict: number };
  /** Users who would be created; `resembles`: the e-mail of a user with nearly the same name. */
  readonly people: readonly {
    readonly name: string;
    readonly email: string;
    readonly resembles: string | null;
  }[];
  /** Items of an exported list that the file lacks. They stay as they are. */
  readonly missing: readonly string[];
  readonly rows: readonly ImportRow[];
  /** The line after which the next page starts; `null` on the last page. */
  readonly next: number | null;
}
