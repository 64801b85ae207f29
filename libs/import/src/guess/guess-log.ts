/** Recognises a log, in which each row is one change of an item. */
import type { Guesses } from './guesses';

/** The columns of a log, in which each row is one change of an item. */
export interface Log {
  readonly key: string;
  readonly order: readonly string[];
}

/** Names of columns that count the changes of an item. */
const COUNTER = /(mod|change|update|version|revision)[ _]?(count|no|number|id)?$/i;

/** A log has an id whose rows repeat, and when each row was written. */
export function logOf({ columns, profiles, rows }: Guesses): Log | undefined {
  if (!columns.some(({ meaning }) => meaning === 'updated')) return undefined;
  const key = profiles.find(
    ({ name, filled, distinct, values }) =>
      filled === rows &&
      distinct < rows * 0.7 &&
      distinct > 1 &&
      /\b(id|key|number|no|ticket|issue|incident)\b/i.test(name.replaceAll('_', ' ')) &&
      values.every(({ text }) => /^[\p{L}._-]{0,12}\d+$/u.test(text)),
  );
  if (!key) return undefined;
  const counters = profiles.filter(
    ({ name, values }) => COUNTER.test(name) && values.every(({ text }) => /^\d+$/.test(text)),
  );
  return { key: key.name, order: counters.slice(0, 1).map(({ name }) => name) };
}
