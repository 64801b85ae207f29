/** Reads the field values from the cells of one row and collects problems. */
import { unguarded } from '@action-tracker/contracts';
import {
  FIRST_CATEGORIES,
  isOfTracker,
  NAMED_FIELDS,
  offeredCategories,
  shown,
  type FieldKind,
  type FieldProblem,
  type ItemFields,
  type NamedField,
  type PlainDate,
  type TrackerCategory,
} from '@action-tracker/domain';
import { readDate, startOfDay, type WrittenDate } from '../mapping/dates';
import { normalised, type FieldMapping, type FieldName, type Mapping } from '../mapping/mapping';

/** Cells by column, in file order. */
export type Cells = ReadonlyMap<string, string>;

export interface FieldValue {
  readonly text: string;
  /** The column of the value; `undefined` for the mapping's default. */
  readonly column: string | undefined;
}

/** The value of a field: its first non-empty cell, or all of them joined, else the default. */
export function valueOf(cells: Cells, mapping: Mapping, name: FieldName): FieldValue | undefined {
  const field = mapping.fields[name];
  const filled = (field?.columns ?? []).filter((column) => isValue(cells.get(column), mapping));
  const [column] = filled;
  if (column !== undefined && field?.join !== undefined) {
    const texts = filled.map((each) => textOf(cells.get(each) ?? ''));
    return { text: texts.join(field.join), column };
  }
  if (column !== undefined) return { text: textOf(cells.get(column) ?? ''), column };
  return field?.fallback === undefined ? undefined : { text: field.fallback, column: undefined };
}

/** The text of a cell, trimmed and without the formula guard of an export. */
export const textOf = (cell: string): string => unguarded(cell.trim());

/** Whether a cell has a value: it is neither empty nor a word for "no value". */
export function isValue(cell: string | undefined, { noValue }: Mapping): cell is string {
  return cell !== undefined && cell.trim() !== '' && !noValue.has(normalised(cell));
}

/** Translates a word of the file to a word of the tracker. */
export function translate<T extends string>(
  text: string,
  words: readonly T[],
  values: ReadonlyMap<string, string>,
): T | undefined {
  const target = normalised(values.get(normalised(text)) ?? text);
  return words.find((word) => normalised(word) === target);
}

/** The word of the tracker that a field has for a word of the file. */
export function wordOf<T extends string>(
  text: string,
  words: readonly T[],
  field: FieldMapping | undefined,
): T | undefined {
  const translated = translate(text, words, field?.values ?? new Map());
  return translated ?? words.find((word) => word === field?.otherwise);
}

/** What reading a row depends on. */
export interface RowContext {
  readonly mapping: Mapping;
  /** Prefix of the tracker. */
  readonly prefix: string;
  readonly now: Date;
  /** Of the tracker; the first ones if unset. */
  readonly categories?: readonly TrackerCategory[];
  /** The day that `today` means in the mapping; that of `now` in UTC if unset. */
  readonly today?: PlainDate;
  /** The columns of a workbook, where people look for a cell by its letters. */
  readonly workbookColumns?: readonly string[];
  /** The highest number that a row may have; no limit if unset. */
  readonly numberLimit?: number;
  /** Called with words that have no translation yet. */
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

  /** A required text; empty after reporting the problem. */
  requiredText(name: FieldName): string {
    const text = this.text(name);
    if (text === undefined) this.problem(name, 'expected a value, found nothing');
    return text ?? '';
  }

  /** The fields of the registry; users are still words of the file. */
  fields(): Omit<ItemFields, 'ownerId'> {
    const read = NAMED_FIELDS.flatMap((field) =>
      field.kind === 'user' ? [] : [[field.name, READ[field.kind](this, field)]],
    );
    // Each value matches the kind of its field, which the type of `Object.fromEntries` cannot
    // express.
    return Object.fromEntries(read) as Omit<ItemFields, 'ownerId'>;
  }

  /** One of the tracker's words; `fallback` replaces a missing or refused one. */
  word<T extends string>(name: FieldName, words: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const word = wordOf(text, words, this.mapping.fields[name]);
    if (word === undefined) this.unknownWord(name, text, words);
    return word ?? fallback;
  }

  /**
   * The key of a category of the tracker. A file may be older than a name, so that it can also have
   * retired categories, and the first names of those that were renamed.
   */
  category(name: FieldName): string {
    const { categories = FIRST_CATEGORIES } = this.context;
    const offered = offeredCategories(categories);
    const text = this.text(name);
    if (text === undefined) return '';
    const known = [...categories.map((one) => one.name), ...categories.map(({ key }) => key)];
    const word = wordOf(text, known, this.mapping.fields[name]);
    if (word === undefined) this.unknownWord(name, text, offered);
    return categories.find((one) => one.name === word)?.key ?? word ?? '';
  }

  private unknownWord(name: FieldName, text: string, words: readonly string[]): void {
    this.context.onUnknownWord?.(name, text);
    const help = `add it to fields.${name}.values`;
    this.problem(name, `expected one of ${words.join(', ')}; found ${shown(text)}: ${help}`);
  }

  date(name: FieldName): WrittenDate | undefined {
    const value = valueOf(this.cells, this.mapping, name);
    const { formats, zone } = this.mapping.dates;
    if (value === undefined) return undefined;
    if (value.column === undefined) {
      const date = this.dayOf(value.text);
      const instant = startOfDay(date, zone);
      return { date, instant, laterInstant: instant, hasTime: false };
    }
    const own = this.mapping.fields[name]?.formats ?? [];
    const accepted = own.length > 0 ? own : formats;
    const date = readDate(value.text, { formats: accepted, zone, now: this.context.now });
    if (!date) {
      this.problem(
        name,
        `expected a date like ${accepted.join(' or ')}, found ${shown(value.text)}`,
      );
    } else if (!isOfRegistry(name) && date.instant > this.context.now.toISOString()) {
      this.problem(name, `expected a time not in the future, found ${shown(value.text)}`);
    }
    return date;
  }

  /** The day that a default means. An item is not created in the future, whenever it is due. */
  private dayOf(text: string): PlainDate {
    const { now, today = now.toISOString().slice(0, 10) } = this.context;
    if (text === 'today') return today;
    if (text !== 'due_date') return text;
    const due = this.mapping.fields.due_date ? this.date('due_date')?.date : undefined;
    return due === undefined || due > today ? today : due;
  }
}

/** How to read the cells of each kind of field; a missing required one is reported. */
const READ: Readonly<
  Record<Exclude<FieldKind, 'user'>, (values: RowValues, field: NamedField) => string | null>
> = {
  text: (values, { mapped, isRequired }) => {
    const text = isRequired ? values.requiredText(mapped) : values.text(mapped);
    return text === undefined ? null : inOneLine(text);
  },
  date: (values, { mapped }) => values.date(mapped)?.date ?? null,
  word: (values, { mapped, isRequired, words = [] }) => {
    if (isRequired) values.requiredText(mapped);
    return isOfTracker(mapped)
      ? values.category(mapped)
      : values.word(mapped, words, words[0] ?? '');
  },
};

/** Replaces tabs and line breaks by spaces. */
const inOneLine = (text: string): string =>
  text.replaceAll(/\s*[\t\n\v\f\r\u0085\u2028\u2029]\s*/g, ' ');

/** Dates of the registry are plans and may be in the future. */
const isOfRegistry = (name: FieldName): boolean =>
  NAMED_FIELDS.some(({ mapped }) => mapped === name);
