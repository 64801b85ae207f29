import type { NewUser } from '@action-tracker/tracking';
import type { FieldName } from '../mapping/mapping';
import type { ProblemKind } from './problem-kinds';
import type { Outcome, RowReport } from './row-report';

/** Somebody whom the import makes, and who that may be. */
export interface CreatedUser extends NewUser {
  /** E-mail of the one user whose name differs only in accents and signs. */
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

/** What became of all rows of a file. */
export interface RowTotals {
  readonly rowCount: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** The first rows that a dry run would create. */
  readonly examples: readonly RowReport[];
  readonly problems: readonly ProblemKind[];
  /** Words of the file that the mapping has to say something about. */
  readonly unknownWords: ReadonlyMap<FieldName, ReadonlySet<string>>;
  /** Whether some row does not lie in the tracker as the file says it; also when there is no row. */
  readonly hasProblems: boolean;
}

export type ImportReport = ImportEnd & RowTotals;
