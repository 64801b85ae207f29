/**
 * Counts the outcomes of rows. Equal refusals count as one problem, however many rows have them.
 */
import type { FieldName } from '../mapping/mapping';
import type { RowTotals } from './import-report';
import { ProblemKinds } from './problem-kinds';
import { OUTCOMES, type Outcome, type RowReport } from './row-report';

/** Rows of a dry run kept as examples. */
const EXAMPLES = 5;

export class ImportTally {
  private readonly counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  private readonly kinds: ProblemKinds;
  private readonly unknownWords = new Map<FieldName, Set<string>>();
  private readonly examples: RowReport[] = [];
  private rowCount = 0;

  /** @param now determines the century of two-digit years */
  constructor(now: Date) {
    this.kinds = new ProblemKinds(now);
  }

  addUnknownWord(field: FieldName, word: string): void {
    const words = this.unknownWords.get(field) ?? new Set();
    this.unknownWords.set(field, words.add(word));
  }

  add(rows: readonly RowReport[]): void {
    for (const row of rows) this.count(row);
  }

  totals(): RowTotals {
    const { rowCount, counts, examples, unknownWords } = this;
    const hasProblems = rowCount === 0 || counts.refused + counts.differs > 0;
    return { rowCount, counts, examples, problems: this.kinds.all(), unknownWords, hasProblems };
  }

  private count(row: RowReport): void {
    const { outcome } = row;
    this.counts[outcome] += 1;
    this.rowCount += 1;
    if (row.values && this.examples.length < EXAMPLES) this.examples.push(row);
    if (outcome !== 'refused' && outcome !== 'differs') return;
    for (const [index, problem] of (row.problems ?? [row.reason ?? '']).entries()) {
      const cell = row.cells?.[index] ?? '';
      this.kinds.add({
        outcome,
        problem: problem.replace(/^line \d+, /, ''),
        line: row.line,
        cell,
      });
    }
  }
}
