/**
 * Groups refusals by kind, however many rows have them. All dates that do not match the mapping's
 * format form one kind.
 */
import { readDate } from '../mapping/dates';

/** Lines and values shown per kind. */
const SHOWN_LINES = 5;
const SHOWN_VALUES = 3;
/** Values tried against other formats; trying more would not change the result. */
const TRIED_VALUES = 1_000;

const DATE_PROBLEM = /^(.*: expected a date like .+), found ("[^]*["…])$/;

/** Common date formats, stricter ones first. */
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

/** One reason for which rows were refused. */
export interface ProblemKind {
  readonly outcome: 'refused' | 'differs';
  /** What was expected in all of them. */
  readonly problem: string;
  /** The first affected lines. */
  readonly lines: readonly number[];
  readonly lineCount: number;
  /** The cells of a workbook in these lines; empty strings where there is none. */
  readonly cells: readonly string[];
  /** The first values found instead, as JSON. */
  readonly values: readonly string[];
  readonly valueCount: number;
  /** Date formats that fit all of the values. */
  readonly fittingFormats: readonly string[];
}

interface RowProblem extends Pick<ProblemKind, 'outcome' | 'problem'> {
  readonly line: number;
  readonly cell: string;
}

interface CollectedKind extends Pick<ProblemKind, 'outcome' | 'problem'> {
  readonly lines: number[];
  readonly cells: string[];
  lineCount: number;
  /** As JSON. */
  readonly values: Set<string>;
}

export class ProblemKinds {
  private readonly kinds = new Map<string, CollectedKind>();

  /** @param now determines the century of two-digit years */
  constructor(private readonly now: Date) {}

  add({ outcome, problem: text, line, cell }: RowProblem): void {
    const [, problem = text, value] = DATE_PROBLEM.exec(text) ?? [];
    const key = JSON.stringify([outcome, problem]);
    const kind = this.kinds.get(key) ?? {
      ...{ outcome, problem, lines: [], cells: [], lineCount: 0, values: new Set() },
    };
    this.kinds.set(key, kind);
    kind.lineCount += 1;
    if (kind.lines.length < SHOWN_LINES) {
      kind.lines.push(line);
      kind.cells.push(cell);
    }
    if (value !== undefined && kind.values.size < TRIED_VALUES) kind.values.add(value);
  }

  all(): readonly ProblemKind[] {
    return [...this.kinds.values()].map(({ values: found, ...kind }) => {
      const values = [...found];
      const fittingFormats = values.length === 0 ? [] : formatsOf(values, this.now);
      const shown = values.slice(0, SHOWN_VALUES);
      return { ...kind, values: shown, valueCount: values.length, fittingFormats };
    });
  }
}

/** Formats that fit all values; several when the values do not distinguish day from month. */
function formatsOf(values: readonly string[], now: Date): readonly string[] {
  // A value too long to be shown in full is not a date.
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
