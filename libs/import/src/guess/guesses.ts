/** What goes into the guessing of a mapping, and what comes out of it. */
import type { ImportField, ImportMapping } from '@action-tracker/contracts';
import type { FileFormat } from '../read/file-format';
import type { GuessedColumn } from './guess-columns';
import type { DateColumn, DateQuestion } from './guess-dates';
import type { Diary } from './guess-diaries';
import type { KnownPerson } from './guess-people';
import type { ColumnProfile, CountedValue } from './profile';

/** What the importer knows better than the file does. */
export interface GuessOptions {
  /** The day of the import, `YYYY-MM-DD`: the creation date of rows without one. */
  readonly today: string;
  /** IANA zone of the times in the file. */
  readonly zone: string;
  readonly users: readonly KnownPerson[];
  /** E-mail of the importer, who owns rows without an owner. */
  readonly importer: string | undefined;
  /** Whether numbers in the file may become the numbers of the items. */
  readonly mayKeepNumbers: boolean;
  /** Names that can be chosen in the tracker; those that trackers begin with if unset. */
  readonly categories?: readonly string[];
}

/** Something to decide; the mapping holds the first proposal until then. */
export interface Question {
  /**
   * `date_order`: whether day or month comes first. `value`: which word of ours a word is.
   * `person`: who a word is. `missing`: a field that no column holds. `date_fallback`: the creation
   * date of rows without one.
   */
  readonly kind: 'date_order' | 'value' | 'person' | 'missing' | 'date_fallback';
  readonly field: ImportField | 'notes';
  readonly column?: string;
  readonly value?: string;
  /** Rows concerned. */
  readonly rows: number;
  readonly proposals: readonly string[];
  readonly examples?: DateQuestion['examples'];
}

/** What a column holds, for the case that somebody gives it another meaning. */
export interface ColumnContent {
  /** The different values; `null` if they are many. */
  readonly words: readonly CountedValue[] | null;
  readonly placeholders: readonly string[];
  /** How the dates in it are written; empty if it holds none. */
  readonly formats: readonly string[];
  /** Which order of day and month they have, if that is open. */
  readonly question: DateQuestion | null;
}

export interface FieldJson {
  join?: string;
  column?: string | readonly string[];
  values?: Readonly<Record<string, string>>;
  otherwise?: string;
  default?: string;
  formats?: readonly string[];
}

/** A mapping as it is written in a file. */
export interface MappingJson extends ImportMapping {
  readonly file: FileFormat;
}

export interface GuessedMapping {
  readonly mapping: MappingJson;
  /** Whether each row is a change, and rows with the same key form one item. */
  readonly isHistory: boolean;
  readonly questions: readonly Question[];
}

export interface Guesses {
  readonly rows: number;
  readonly format: FileFormat;
  readonly columns: readonly GuessedColumn[];
  readonly profiles: readonly ColumnProfile[];
  readonly dates: ReadonlyMap<string, DateColumn>;
  readonly diaries: readonly Diary[];
}
