import type { OwnerMark } from '@action-tracker/contracts';

/** A workbook that this product wrote and that comes back. */
export interface ExportedFile {
  /** Of the ledger, at which the list was read. */
  readonly position: number;
  /** The column of the ids. */
  readonly idColumn: string;
  /** The column of the latest note; `null` if it is missing. */
  readonly noteColumn: string | null;
  /** Whom its names stood for when it was written; one name may be that of several people. */
  readonly owners: readonly OwnerMark[];
}
