/**
 * How the dates of each column are written. Where day and month could be either way round, one
 * value with a day above 12 decides for the column; without one, the other columns of the file do;
 * without any, it has to be asked.
 */
import { readDate } from '../mapping/dates';
import { isPlaceholder } from '../vocabulary/placeholders';
import { dateShape } from './date-shapes';
import type { ColumnProfile, CountedValue } from './profile';

const EXAMPLES = 3;
/** Values of a column that are read as dates; of the others only the shape counts. */
const VALUES_READ = 200;

/** The dates of a column. */
export interface DateColumn {
  /** Share of the values, apart from placeholders, that are dates. */
  readonly share: number;
  /** Formats that read them; in both orders while that is open. */
  readonly formats: readonly string[];
  /** Whether any of them is after today. */
  readonly hasFuture: boolean;
  /** The orders to choose from, with rows that show the difference; `undefined` if it is known. */
  readonly question: DateQuestion | undefined;
}

export interface DateQuestion {
  readonly proposals: readonly string[];
  readonly examples: readonly { readonly line: number; readonly value: string }[];
  /** Rows that could be read in both ways. */
  readonly rows: number;
}

type Order = 'day' | 'month';

/** Texts that are written alike, and what they say about the order of day and month. */
class Family {
  readonly orders = new Set<Order>();
  /** Formats by the order that they read; those that have no choice are with the day first. */
  readonly formats: Readonly<Record<Order, Set<string>>> = { day: new Set(), month: new Set() };
  readonly undecided: CountedValue[] = [];

  add(value: CountedValue, formats: readonly string[]): void {
    for (const format of formats) this.formats[orderIn(format)].add(format);
    const [first = '', ...others] = formats;
    if (others.length > 0) {
      // 5/5/2026 is the same day in either order.
      if (!/^(\d+)\D\1\D/.test(value.text)) this.undecided.push(value);
    } else if (hasChoice(first)) {
      this.orders.add(orderIn(first));
    }
  }
}

const hasChoice = (format: string): boolean => /^(d\WM|M\Wd)\W/.test(format);
const orderIn = (format: string): Order => (/^M\Wd/.test(format) ? 'month' : 'day');

interface Collected {
  readonly families: ReadonlyMap<string, Family>;
  readonly share: number;
  readonly hasFuture: boolean;
}

/** @param now determines the century of two-digit years, and what is in the future */
export function guessDates(
  columns: readonly ColumnProfile[],
  now: Date,
): ReadonlyMap<string, DateColumn> {
  const collected = columns.map((column) => [column.name, collect(column, now)] as const);
  const orders = new Map<string, Set<Order>>();
  for (const [, { families }] of collected) {
    for (const [name, family] of families) {
      orders.set(markOf(name), new Set([...(orders.get(markOf(name)) ?? []), ...family.orders]));
    }
  }
  return new Map(collected.map(([name, column]) => [name, decided(column, orders)]));
}

/** Families with the same mark, such as `/`, are taken to be written in the same order. */
const markOf = (family: string): string => family.replaceAll(/[a-z]/gi, '').slice(0, 1);

function collect(column: ColumnProfile, now: Date): Collected {
  const families = new Map<string, Family>();
  const today = now.toISOString().slice(0, 10);
  let [dates, others, hasFuture] = [0, 0, false];
  for (const [index, value] of column.values.entries()) {
    const shape = dateShape(value.text);
    const readings =
      shape && index < VALUES_READ ? read(value.text, shape.formats, now) : undefined;
    if (shape && readings?.length !== 0) {
      dates += 1;
      hasFuture ||= readings?.every((date) => date > today) ?? false;
      const family = families.get(shape.family) ?? new Family();
      family.add(value, shape.formats);
      families.set(shape.family, family);
    } else if (!isPlaceholder(value.text)) {
      others += 1;
    }
  }
  return { families, hasFuture, share: dates === 0 ? 0 : dates / (dates + others) };
}

const read = (text: string, formats: readonly string[], now: Date): readonly string[] =>
  formats.flatMap((format) => readDate(text, { formats: [format], zone: 'UTC', now })?.date ?? []);

function decided(
  { families, share, hasFuture }: Collected,
  orders: ReadonlyMap<string, ReadonlySet<Order>>,
): DateColumn {
  const formats: string[] = [];
  const open: CountedValue[] = [];
  let proposals: readonly string[] = [];
  for (const [name, family] of families) {
    const { day, month } = family.formats;
    const order = orderOf(family, orders.get(markOf(name)) ?? new Set());
    formats.push(...(order === undefined ? [...day, ...month] : family.formats[order]));
    if (order !== undefined || family.undecided.length === 0) continue;
    open.push(...family.undecided);
    proposals = [...proposals, ...[...day].slice(0, 1), ...[...month].slice(0, 1)];
  }
  return { share, formats, hasFuture, question: questionOf(proposals, open) };
}

/** The order that the column itself shows, else the only one that the file shows. */
function orderOf(family: Family, inFile: ReadonlySet<Order>): Order | undefined {
  if (family.formats.month.size === 0) return 'day';
  const known = family.orders.size > 0 ? family.orders : inFile;
  const [order, ...others] = known;
  if (others.length === 0 && order !== undefined) return order;
  return family.orders.size === 0 && family.undecided.length === 0 ? 'day' : undefined;
}

function questionOf(
  proposals: readonly string[],
  open: readonly CountedValue[],
): DateQuestion | undefined {
  if (open.length === 0) return undefined;
  const examples = open.slice(0, EXAMPLES).map(({ line, text }) => ({ line, value: text }));
  return { proposals, examples, rows: open.reduce((sum, { rows }) => sum + rows, 0) };
}
