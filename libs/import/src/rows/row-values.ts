/** What the cells of one row say about each field; collects what is wrong with them. */
import { unguarded } from '@action-tracker/contracts';
import { shown, type FieldProblem } from '@action-tracker/domain';
import { readDate, startOfDay, type WrittenDate } from '../mapping/dates';
import { normalised, type FieldName, type Mapping } from '../mapping/mapping';

/** Cells by column, in the order of the file. */
export type Cells = ReadonlyMap<string, string>;

export interface FieldValue {
  readonly text: string;
  /** The column it stands in; `undefined` for the default of the mapping. */
  readonly column: string | undefined;
}

/** The value of a field: the first of its cells that says something, else the default. */
export function valueOf(cells: Cells, mapping: Mapping, name: FieldName): FieldValue | undefined {
  const field = mapping.fields[name];
  const column = field?.columns.find((candidate) => isValue(cells.get(candidate), mapping));
  if (column !== undefined) return { text: textOf(cells.get(column) ?? ''), column };
  return field?.fallback === undefined ? undefined : { text: field.fallback, column: undefined };
}

/** What a cell says: without the space around it and without the guard of an export against formulas. */
export const textOf = (cell: string): string => unguarded(cell.trim());

/** Whether a cell says something: empty ones and the words for "no value" do not. */
export function isValue(cell: string | undefined, { noValue }: Mapping): cell is string {
  return cell !== undefined && cell.trim() !== '' && !noValue.has(normalised(cell));
}

/** The word of the tracker that a word of the file stands for. */
export function translate<T extends string>(
  text: string,
  words: readonly T[],
  values: ReadonlyMap<string, string>,
): T | undefined {
  const target = normalised(values.get(normalised(text)) ?? text);
  return words.find((word) => normalised(word) === target);
}

/** What a row is read by. */
export interface RowContext {
  readonly mapping: Mapping;
  /** Of the tracker. */
  readonly prefix: string;
  readonly now: Date;
  /** The highest number that a row may have; any if unset. */
  readonly numberLimit?: number;
  /** Told of words that stand for nothing in the tracker yet. */
  readonly onUnknownWord?: (field: FieldName, word: string) => void;
}

export class RowValues {
  readonly problems: FieldProblem[] = [];
  private readonly mapping: Mapping;

  constructor(
    private readonly cells: Cells,
    private readonly context: RowContext,
  ) {
    this.mapping = context.mapping;
  }

  problem(field: FieldName, message: string): void {
    this.problems.push({ field, message });
  }

  text(name: FieldName): string | undefined {
    return valueOf(this.cells, this.mapping, name)?.text;
  }

  /** A text that must be there; empty after the problem was noted. */
  requiredText(name: FieldName): string {
    const text = this.text(name);
    if (text === undefined) this.problem(name, 'expected a value, found nothing');
    return text ?? '';
  }

  /** A title is one line: tabs and line breaks become a space. */
  title(): string {
    return this.requiredText('title').replaceAll(/\s*[\t\n\v\f\r\u0085\u2028\u2029]\s*/g, ' ');
  }

  /** One of the tracker's words; the fallback stands in for a missing or refused one. */
  word<T extends string>(name: FieldName, words: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const word = translate(text, words, this.mapping.fields[name]?.values ?? new Map());
    if (word === undefined) {
      this.context.onUnknownWord?.(name, text);
      const help = `add it to fields.${name}.values`;
      this.problem(name, `expected one of ${words.join(', ')}; found ${shown(text)}: ${help}`);
    }
    return word ?? fallback;
  }

  requiredWord<T extends string>(name: FieldName, words: readonly [T, ...T[]]): T {
    this.requiredText(name);
    return this.word(name, words, words[0]);
  }

  date(name: FieldName): WrittenDate | undefined {
    const value = valueOf(this.cells, this.mapping, name);
    const { formats, zone } = this.mapping.dates;
    if (value === undefined) return undefined;
    if (value.column === undefined) {
      const instant = startOfDay(value.text, zone);
      return { date: value.text, instant, laterInstant: instant, hasTime: false };
    }
    const own = this.mapping.fields[name]?.formats ?? [];
    const accepted = own.length > 0 ? own : formats;
    const date = readDate(value.text, { formats: accepted, zone, now: this.context.now });
    if (!date) {
      this.problem(
        name,
        `expected a date like ${accepted.join(' or ')}, found ${shown(value.text)}`,
      );
    } else if (name !== 'due_date' && date.instant > this.context.now.toISOString()) {
      this.problem(name, `expected a time not in the future, found ${shown(value.text)}`);
    }
    return date;
  }
}
