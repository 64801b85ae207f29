/** Which columns are diaries: notes with dates, and perhaps authors, within one cell. */
import { noteHead, type NoteHead } from '../rows/dated-notes';
import { dateShape } from './date-shapes';
import type { ColumnProfile, CountedValue } from './profile';

/** At least this share of the cells begins or contains a dated note. */
const MIN_SHARE = 0.5;
/** Any year shows the order of day and month. */
const SOME_YEAR = 2024;

export interface Diary {
  readonly column: string;
  /** The dates of its notes, as a column to find out how they are written. */
  readonly days: ColumnProfile;
  readonly authors: readonly CountedValue[];
}

export function findDiaries(columns: readonly ColumnProfile[]): readonly Diary[] {
  return columns.flatMap((column) => {
    const heads = column.values.map((value) => ({ value, heads: headsIn(value.text) }));
    const dated = heads.filter((cell) => cell.heads.length > 0);
    if (dated.length === 0 || dated.length < column.values.length * MIN_SHARE) return [];
    // A column of nothing but dates is no diary.
    if (dated.every((cell) => cell.heads.every(({ rest }) => rest.trim() === ''))) return [];
    const all = dated.flatMap(({ value, heads: found }) => found.map((head) => ({ value, head })));
    const values = all.map(({ value, head }) => ({ ...value, text: withYear(head.day) }));
    const authors = all.flatMap(({ value, head: { author } }) =>
      author === undefined ? [] : [{ ...value, text: author }],
    );
    const days = { ...column, name: diaryName(column.name), values, distinct: values.length };
    return [{ column: column.name, days, authors: [...byText(authors).values()] }];
  });
}

/** The name under which the dates of a diary are looked up; no column can have it. */
export const diaryName = (column: string): string => `${column}\n`;

const byText = (values: readonly CountedValue[]): ReadonlyMap<string, CountedValue> =>
  new Map(values.map((value) => [value.text, value]));

const headsIn = (text: string): readonly NoteHead[] =>
  text.split('\n').flatMap((line) => {
    const head = noteHead(line);
    return head && dateShape(withYear(head.day)) ? [head] : [];
  });

function withYear(day: string): string {
  const [, by] = /^\d{1,2}([./-])\d{1,2}[./-]?$/.exec(day) ?? [];
  return by === undefined
    ? day.replace(/\.$/, '')
    : `${day.replace(/[./-]$/, '')}${by}${SOME_YEAR}`;
}
