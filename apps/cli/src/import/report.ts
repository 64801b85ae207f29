/**
 * What became of the rows: every one as JSON or with --verbose, else what somebody has to know. Refusals
 * of one kind are one line, however many rows have them.
 */
import type { Terminal } from '../terminal';
import type { FieldName } from './mapping';
import type { CreatedUser } from './people';
import { ProblemKinds } from './problem-kinds';

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
  /** The reason in its parts. */
  readonly problems?: readonly string[];
  /** What a dry run would create. */
  readonly values?: Readonly<Record<string, string | null>>;
}

export interface ImportEnd {
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly isTrackerNew: boolean;
  readonly newUsers: readonly CreatedUser[];
  /** Whether the whole file was read. */
  readonly isComplete: boolean;
}

interface ReportOptions {
  readonly isJson: boolean;
  readonly isHistory: boolean;
  readonly isVerbose: boolean;
  readonly now: Date;
}

/** Rows of a dry run that are shown. */
const SHOWN = 5;

export class ImportReport {
  private readonly counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  private readonly kinds: ProblemKinds;
  private readonly unknownWords = new Map<FieldName, Set<string>>();
  private readonly examples: RowReport[] = [];
  private rows = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly options: ReportOptions,
  ) {
    this.kinds = new ProblemKinds(options.now);
  }

  /** Exit code 0 is for files of which every row lies in the tracker as the file says it. */
  get hasProblems(): boolean {
    return this.rows === 0 || this.counts.refused + this.counts.differs > 0;
  }

  /** Takes a word that the mapping has to say something about. */
  addUnknownWord(field: FieldName, word: string): void {
    const words = this.unknownWords.get(field) ?? new Set();
    this.unknownWords.set(field, words.add(word));
  }

  async add(rows: readonly RowReport[]): Promise<void> {
    const texts: string[] = [];
    for (const row of rows) {
      this.count(row);
      const { problems: _, ...told } = row;
      if (this.options.isJson) {
        const start = this.rows === 1 ? '{\n  "rows": [\n    ' : ',\n    ';
        texts.push(`${start}${JSON.stringify(told)}`);
      } else if (this.options.isVerbose) texts.push(`${describe(row)}\n`);
    }
    if (texts.length > 0) await this.terminal.print(texts.join(''));
  }

  async end(end: ImportEnd): Promise<void> {
    await this.terminal.print(this.options.isJson ? this.jsonEnd(end) : this.summary(end));
  }

  private count(row: RowReport): void {
    this.counts[row.outcome] += 1;
    this.rows += 1;
    if (row.values && this.examples.length < SHOWN) this.examples.push(row);
    if (row.outcome !== 'refused' && row.outcome !== 'differs') return;
    for (const problem of row.problems ?? [row.reason ?? '']) {
      this.kinds.add(`${WORDS[row.outcome]}: ${problem.replace(/^line \d+, /, '')}`, row.line);
    }
  }

  private get noun(): string {
    return this.options.isHistory ? 'item' : 'row';
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
    const would = isDryRun ? 'would be ' : '';
    const lines = [
      ...(this.options.isVerbose ? [] : this.overview()),
      ...this.valuesBlock(),
      ...this.aboutUsers(newUsers, would),
      ...(isTrackerNew ? [`Tracker ${would}opened: ${tracker}`] : []),
      ...this.ending(isComplete, newUsers.length === 0 && !isTrackerNew),
    ];
    return lines.map((line) => `${line}\n`).join('');
  }

  /** Names with --verbose; without, only of those who may be somebody else. */
  private aboutUsers(users: readonly CreatedUser[], would: string): readonly string[] {
    const { isVerbose } = this.options;
    const named = isVerbose ? users : users.filter(({ resembles }) => resembles !== undefined);
    const lines = named.map((user) => `User ${would}created: ${aboutUser(user)}`);
    if (isVerbose || users.length === 0) return lines;
    const count = `${users.length} ${users.length === 1 ? 'user' : 'users'}`;
    return [...lines, `${count} ${would}created: --verbose names them`];
  }

  /** Before the first row nothing is counted: what has ended the import says so. */
  private ending(isComplete: boolean, isNothingMade: boolean): readonly string[] {
    const count = `${this.rows} ${this.noun}${this.rows === 1 ? '' : 's'}: ${this.totals()}`;
    if (isComplete) return [count];
    const advice = 'The file was not read to its end. Import it again to finish.';
    if (this.rows > 0) return [count, advice];
    return isNothingMade ? [] : [advice];
  }

  private totals(): string {
    if (this.rows === 0) return 'expected rows below the header, found none';
    const counts = OUTCOMES.filter((outcome) => this.counts[outcome] > 0);
    return counts.map((outcome) => `${this.counts[outcome]} ${WORDS[outcome]}`).join(', ');
  }

  private overview(): readonly string[] {
    const more = this.counts.would_create - this.examples.length;
    return [
      ...this.examples.map(describe),
      ...(this.examples.length > 0 && more > 0 ? [`… and ${more} more: --verbose`] : []),
      ...this.kinds.texts(this.noun),
    ];
  }

  /** To paste into the mapping. */
  private valuesBlock(): readonly string[] {
    if (this.unknownWords.size === 0) return [];
    const fields = Object.fromEntries(
      [...this.unknownWords].map(([field, words]) => [
        field,
        { values: Object.fromEntries([...words].map((word) => [word, '…'])) },
      ]),
    );
    return ['Say in the mapping what these words mean:', JSON.stringify({ fields }, null, 2)];
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

const aboutUser = ({ name, email, resembles }: CreatedUser): string =>
  resembles === undefined
    ? `${name}, ${email}`
    : `${name}, ${email}. Perhaps ${resembles}: merge-users --from ${email} --into ${resembles}`;

function describe({ line, outcome, item_id: itemId, reason, values }: RowReport): string {
  const what = [WORDS[outcome], itemId].filter((part) => part !== undefined).join(' ');
  const said = Object.entries(values ?? {}).map(([name, value]) => `${name} ${value ?? '–'}`);
  const about = said.length > 0 ? `: ${said.join(', ')}` : '';
  return `line ${line}: ${what}${about}${reason === undefined ? '' : ` (${reason})`}`;
}
