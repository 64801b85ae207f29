/** Outcome of a row, or of an item whose history the rows are. */
export const OUTCOMES = [
  'created',
  'would_create',
  'continued',
  'would_continue',
  'skipped',
  'differs',
  'refused',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface RowReport {
  /** Line at which the row starts, from 1. */
  readonly line: number;
  readonly outcome: Outcome;
  readonly item_id?: string;
  readonly reason?: string;
  /** The individual problems behind the reason. */
  readonly problems?: readonly string[];
  /** The cell of a workbook behind each problem, such as `F14`; empty where there is none. */
  readonly cells?: readonly string[];
  /** Values that a dry run would create. */
  readonly values?: Readonly<Record<string, string | null>>;
}
