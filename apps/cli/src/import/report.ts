/** What became of each row, in the order of the file: one line per row, or one JSON document. */
import type { NewUser } from '@action-tracker/tracking';
import type { Terminal } from '../terminal';

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
  /** Where in the file the row starts, from 1. */
  readonly line: number;
  readonly outcome: Outcome;
  readonly item_id?: string;
  readonly reason?: string;
}

export interface ImportEnd {
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly isTrackerNew: boolean;
  readonly newUsers: readonly NewUser[];
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

export class ImportReport {
  private readonly counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  private rows = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly options: { readonly isJson: boolean; readonly isHistory: boolean },
  ) {}

  /** Exit code 0 is for files of which every row lies in the tracker as the file says it. */
  get hasProblems(): boolean {
    return this.counts.refused + this.counts.differs > 0;
  }

  private get noun(): string {
    return this.options.isHistory ? 'item' : 'row';
  }

  async add(rows: readonly RowReport[]): Promise<void> {
    const texts = rows.map((row) => {
      this.counts[row.outcome] += 1;
      this.rows += 1;
      if (!this.options.isJson) return `${describe(row)}\n`;
      return `${this.rows === 1 ? '{\n  "rows": [\n    ' : ',\n    '}${JSON.stringify(row)}`;
    });
    if (texts.length > 0) await this.terminal.print(texts.join(''));
  }

  async end(end: ImportEnd): Promise<void> {
    await this.terminal.print(this.options.isJson ? this.jsonEnd(end) : this.summary(end));
  }

  private jsonEnd({ newUsers, isComplete, ...end }: ImportEnd): string {
    const rest = {
      tracker: end.tracker,
      dry_run: end.isDryRun,
      tracker_created: end.isTrackerNew,
      users_created: newUsers,
      complete: isComplete,
      summary: this.counts,
    };
    const start = this.rows === 0 ? '{\n  "rows": [' : '\n  ';
    return `${start}],\n  ${JSON.stringify(rest, null, 2).slice(1).trim()}\n`;
  }

  private summary({ tracker, isDryRun, isTrackerNew, newUsers, isComplete }: ImportEnd): string {
    const counts = OUTCOMES.filter((outcome) => this.counts[outcome] > 0);
    const would = isDryRun ? 'would be ' : '';
    const lines = [
      ...newUsers.map(({ name, email }) => `User ${would}created: ${name}, ${email}`),
      ...(isTrackerNew ? [`Tracker ${would}opened: ${tracker}`] : []),
      `${this.rows} ${this.noun}${this.rows === 1 ? '' : 's'}: ${counts.map((outcome) => `${this.counts[outcome]} ${WORDS[outcome]}`).join(', ') || 'nothing to do'}`,
      ...(isComplete ? [] : ['The file was not read to its end. Import it again to finish.']),
    ];
    return `${lines.join('\n')}\n`;
  }
}

const WORDS: Readonly<Record<Outcome, string>> = {
  created: 'created',
  would_create: 'would create',
  continued: 'continued',
  would_continue: 'would continue',
  skipped: 'skipped',
  differs: 'differs',
  refused: 'refused',
};

function describe({ line, outcome, item_id: itemId, reason }: RowReport): string {
  const what = [WORDS[outcome], itemId].filter((part) => part !== undefined).join(' ');
  return `line ${line}: ${what}${reason === undefined ? '' : ` (${reason})`}`;
}
