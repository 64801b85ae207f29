/**
 * What rows were refused for, by kind: a line each, however many rows have it. Dates in another form than
 * the mapping says are one kind, whatever each of them is.
 */
import { readDate } from './dates';

/** Lines and values that are named for a kind. */
const SHOWN_LINES = 5;
const SHOWN_VALUES = 3;
/** Values that are tried against other formats; more would not tell more. */
const TRIED_VALUES = 1_000;

const DATE_PROBLEM = /^(.*: expected a date like .+), found ("[^]*["…])$/;

/** How people write dates, more exact forms first. */
const DAYS = [
  ...['yyyy-MM-dd', 'yyyy/MM/dd', 'd/M/yyyy', 'M/d/yyyy', 'd.M.yyyy', 'd-M-yyyy', 'd MMM yyyy'],
  ...['d/MMM/yyyy', 'd-MMM-yyyy', 'MMM d, yyyy', "d 'de' MMMM 'de' yyyy", 'yyyyMMdd'],
  ...['d/M/yy', 'M/d/yy', 'd.M.yy', 'd-M-yy', 'd MMM yy', 'd/MMM/yy', 'd-MMM-yy'],
];
const TIMES = [
  '',
  ' H:mm',
  ' H:mm:ss',
  ' h:mm a',
  "'T'HH:mm:ss",
  "'T'HH:mm:ssXXX",
  "'T'HH:mm:ss.SSSXXX",
];

export class ProblemKinds {
  private readonly kinds = new Map<string, Kind>();

  /** @param now tells in which century a two-digit year lies */
  constructor(private readonly now: Date) {}

  add(problem: string, line: number): void {
    const [, expectation = problem, value] = DATE_PROBLEM.exec(problem) ?? [];
    const kind = this.kinds.get(expectation) ?? { lines: [], lineCount: 0, values: new Set() };
    this.kinds.set(expectation, kind);
    kind.lineCount += 1;
    if (kind.lines.length < SHOWN_LINES) kind.lines.push(line);
    if (value !== undefined && kind.values.size < TRIED_VALUES) kind.values.add(value);
  }

  /** One line per kind; `noun` is what the lines of the file are. */
  texts(noun: string): readonly string[] {
    return [...this.kinds].map(
      ([expectation, kind]) =>
        `${placesOf(kind, noun)} ${expectation}${this.found([...kind.values])}`,
    );
  }

  private found(values: readonly string[]): string {
    if (values.length === 0) return '';
    const more = values.length > SHOWN_VALUES ? ', …' : '';
    const formats = formatsOf(values, this.now);
    const fitting = formats.map((format) => JSON.stringify(format)).join(' or ');
    const help = formats.length > 0 ? `: ${fitting} would fit` : '';
    return `, found ${values.slice(0, SHOWN_VALUES).join(', ')}${more}${help}`;
  }
}

interface Kind {
  /** The first ones. */
  readonly lines: number[];
  lineCount: number;
  /** As JSON. */
  readonly values: Set<string>;
}

function placesOf({ lines, lineCount }: Kind, noun: string): string {
  if (lineCount === 1) return `line ${lines[0]}:`;
  const more = lineCount > lines.length ? ', …' : '';
  return `${lineCount} ${noun}s (lines ${lines.join(', ')}${more}):`;
}

/** Formats that read all of the values: several, when the values do not tell day and month apart. */
function formatsOf(values: readonly string[], now: Date): readonly string[] {
  // What was too long to be shown is no date.
  if (values.some((value) => !value.endsWith('"'))) return [];
  const style = { zone: 'UTC', now };
  const texts = values.map((value) => JSON.parse(value) as string);
  const fits = (format: string) =>
    texts.every((text) => readDate(text, { ...style, formats: [format] }) !== undefined);
  for (const time of TIMES) {
    const fitting = DAYS.map((day) => day + time).filter(fits);
    if (fitting.length > 0) return fitting.slice(0, 2);
  }
  return [];
}
