/** A workbook that this product wrote and that comes back. */
export interface ExportedFile {
  /** Of the ledger, at which the list was read. */
  readonly position: number;
  /** The column of the ids. */
  readonly idColumn: string;
  /** The column of the latest note; `null` if it is missing. */
  readonly noteColumn: string | null;
}
