import type { FieldProblem } from '@action-tracker/domain';

/** Outcome of a row, or of an item whose history the rows are. */
export const OUTCOMES = [
  'created',
  'would_create',
  'continued',
  'would_continue',
  'changed',
  'would_change',
  'skipped',
  'differs',
  'refused',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How a value of an item that exists compares with the file. */
export interface ComparedCell {
  readonly field: string;
  readonly base: string | null;
  readonly theirs: string | null;
  readonly ours: string | null;
  readonly result: 'take' | 'keep' | 'conflict';
  readonly byId: number | null;
  readonly at: string | null;
  /** Whether theirs is written. */
  readonly isTaken: boolean;
}

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
  /** The problems by field. */
  readonly details?: readonly FieldProblem[];
  /** What the row says, by field. */
  readonly fields?: Readonly<Record<string, string | null>>;
  /** The values of an item that exists which differ from the row. */
  readonly compared?: readonly ComparedCell[];
  /** What can be done about the row. */
  readonly offer?: 'reinstate' | 'apply';
  /** Values that a dry run would create. */
  readonly values?: Readonly<Record<string, string | null>>;
}
