/**
 * Prints the result of an import: every row with --json or --verbose, otherwise only what needs
 * attention. Refusals of one kind are one line, however many rows they affect.
 */
import {
  OUTCOMES,
  proposedWord,
  type CreatedUser,
  type ImportReport,
  type Outcome,
  type ProblemKind,
  type RowReport,
} from '@action-tracker/import';
import type { Terminal } from '../terminal';
import { CLI_ADVICE } from './advice';

export interface ReportOptions {
  readonly isJson: boolean;
  readonly isHistory: boolean;
  readonly isVerbose: boolean;
}

/** Prints rows as they arrive, and the rest at the end. */
export class ReportPrinter {
  private isFirst = true;

  constructor(
    private readonly terminal: Terminal,
    private readonly options: ReportOptions,
  ) {}

  async rows(rows: readonly RowReport[]): Promise<void> {
    const { isJson, isVerbose } = this.options;
    if (!isJson && !isVerbose) return;
    const texts = rows.map((row) => (isJson ? this.jsonOf(row) : `${describe(row)}\n`));
    if (texts.length > 0) await this.terminal.print(texts.join(''));
  }

  async end(report: ImportReport): Promise<void> {
    await this.terminal.print(this.options.isJson ? this.jsonEnd(report) : this.summary(report));
  }

  private jsonOf(report: RowReport): string {
    // What only a screen shows.
    const { problems: _, details: _details, fields: _fields, offer: _offer, ...row } = report;
    const start = this.isFirst ? '{\n  "rows": [\n    ' : ',\n    ';
    this.isFirst = false;
    return `${start}${JSON.stringify(row)}`;
  }

  private jsonEnd(report: ImportReport): string {
    const rest = {
      tracker: report.tracker,
      dry_run: report.isDryRun,
      tracker_created: report.isTrackerNew,
      users_created: report.newUsers,
      complete: report.isComplete,
      summary: report.counts,
    };
    const start = this.isFirst ? '{\n  "rows": [' : '\n  ';
    return `${start}],\n  ${JSON.stringify(rest, null, 2).slice(1).trim()}\n`;
  }

  private summary(report: ImportReport): string {
    const { tracker, isDryRun, isTrackerNew } = report;
    const would = isDryRun ? 'would be ' : '';
    const lines = [
      ...(this.options.isVerbose ? [] : this.overview(report)),
      ...valuesBlock(report),
      ...this.aboutUsers(report.newUsers, would),
      ...(isTrackerNew ? [`Tracker ${would}opened: ${tracker}`] : []),
      ...this.ending(report),
    ];
    return lines.map((line) => `${line}\n`).join('');
  }

  /** Lists all new users with --verbose, otherwise only possible duplicates. */
  private aboutUsers(users: readonly CreatedUser[], would: string): readonly string[] {
    const { isVerbose } = this.options;
    const named = isVerbose ? users : users.filter(({ resembles }) => resembles !== undefined);
    const lines = named.map((user) => `User ${would}created: ${aboutUser(user)}`);
    if (isVerbose || users.length === 0) return lines;
    const count = `${users.length} ${users.length === 1 ? 'user' : 'users'}`;
    return [...lines, `${count} ${would}created; --verbose lists them`];
  }

  /** Without any rows there are no counts; the reason that ended the import has been printed. */
  private ending(report: ImportReport): readonly string[] {
    const { rowCount, isComplete, newUsers, isTrackerNew } = report;
    const count = `${rowCount} ${this.noun}${rowCount === 1 ? '' : 's'}: ${totals(report)}`;
    if (isComplete) return [count];
    const advice = 'The file was not read completely. Import it again to finish.';
    if (rowCount > 0) return [count, advice];
    return newUsers.length === 0 && !isTrackerNew ? [] : [advice];
  }

  private overview({ counts, examples, problems }: ImportReport): readonly string[] {
    const more = counts.would_create - examples.length;
    return [
      ...examples.map(describe),
      ...(examples.length > 0 && more > 0 ? [`… and ${more} more: --verbose`] : []),
      ...problems.map((kind) => problemText(kind, this.noun)),
    ];
  }

  /** What the lines of the file are. */
  private get noun(): string {
    return this.options.isHistory ? 'item' : 'row';
  }
}

const WORDS: Readonly<Record<Outcome, string>> = {
  created: 'created',
  would_create: 'would create',
  continued: 'continued',
  would_continue: 'would continue',
  changed: 'changed',
  would_change: 'would change',
  skipped: 'skipped',
  differs: 'differs',
  refused: 'refused',
};

function totals({ rowCount, counts }: ImportReport): string {
  if (rowCount === 0) return 'expected rows below the header, found none';
  const outcomes = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  return outcomes.map((outcome) => `${counts[outcome]} ${WORDS[outcome]}`).join(', ');
}

/** The words to paste into the mapping. */
function valuesBlock({ unknownWords }: ImportReport): readonly string[] {
  if (unknownWords.size === 0) return [];
  const fields = Object.fromEntries(
    [...unknownWords].map(([field, words]) => [
      field,
      { values: Object.fromEntries([...words].map((word) => [word, proposalFor(field, word)])) },
    ]),
  );
  return ['Add these words to the mapping:', JSON.stringify({ fields }, null, 2)];
}

/** Our word where one is known for the word of the file, else a gap to fill in. */
const proposalFor = (field: string, word: string): string =>
  (field === 'status' || field === 'priority' || field === 'category'
    ? proposedWord(field, word)?.word
    : undefined) ?? '…';

const aboutUser = ({ name, email, resembles }: CreatedUser): string =>
  resembles === undefined
    ? `${name}, ${email}`
    : `${name}, ${email}. Perhaps ${resembles}: ${CLI_ADVICE.mergeUsers(email, resembles)}`;

function describe({ line, outcome, item_id: itemId, reason, values }: RowReport): string {
  const what = [WORDS[outcome], itemId].filter((part) => part !== undefined).join(' ');
  const said = Object.entries(values ?? {}).map(([name, value]) => `${name} ${value ?? '–'}`);
  const about = said.length > 0 ? `: ${said.join(', ')}` : '';
  return `line ${line}: ${what}${about}${reason === undefined ? '' : ` (${reason})`}`;
}

function problemText(kind: ProblemKind, noun: string): string {
  return `${placesOf(kind, noun)} ${WORDS[kind.outcome]}: ${kind.problem}${found(kind)}`;
}

function placesOf({ lines, lineCount, cells }: ProblemKind, noun: string): string {
  const hasCells = cells.every((cell) => cell !== '');
  if (lineCount === 1) return hasCells ? `cell ${cells[0]}:` : `line ${lines[0]}:`;
  const more = lineCount > lines.length ? ', …' : '';
  const places = hasCells ? `cells ${cells.join(', ')}` : `lines ${lines.join(', ')}`;
  return `${lineCount} ${noun}s (${places}${more}):`;
}

function found({ values, valueCount, fittingFormats }: ProblemKind): string {
  if (valueCount === 0) return '';
  const more = valueCount > values.length ? ', …' : '';
  const fitting = fittingFormats.map((format) => JSON.stringify(format)).join(' or ');
  const help = fittingFormats.length > 0 ? `: ${fitting} would fit` : '';
  return `, found ${values.join(', ')}${more}${help}`;
}
