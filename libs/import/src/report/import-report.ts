import type { NewUser } from '@action-tracker/tracking';
import type { FieldName } from '../mapping/mapping';
import type { ProblemKind } from './problem-kinds';
import type { Outcome, RowReport } from './row-report';

/** A user that the import creates, and an existing user it may duplicate. */
export interface CreatedUser extends NewUser {
  /** E-mail of the only user whose name differs only in accents and punctuation. */
  readonly resembles?: string;
}

/** How an import ended. */
export interface ImportEnd {
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly isTrackerNew: boolean;
  readonly newUsers: readonly CreatedUser[];
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

/** The outcomes of all rows of a file. */
export interface RowTotals {
  readonly rowCount: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** The first rows that a dry run would create. */
  readonly examples: readonly RowReport[];
  readonly problems: readonly ProblemKind[];
  /** Words of the file that the mapping does not translate yet. */
  readonly unknownWords: ReadonlyMap<FieldName, ReadonlySet<string>>;
  /** Whether the tracker does not match the file for some row; also true when there are no rows. */
  readonly hasProblems: boolean;
}

export type ImportReport = ImportEnd & RowTotals;
