/**
 * A set of entries of one stream, by version. Stored states contain it, so it takes one bit per
 * entry: digit n of the hexadecimal text stands for the entries 4n to 4n + 3.
 */
export type EntrySet = string;

export const NO_ENTRIES: EntrySet = '';

const ENTRIES_PER_DIGIT = 4;

export const hasEntry = (entries: EntrySet, entry: number): boolean =>
  Number.isInteger(entry) && (digitOf(entries, entry) & bitOf(entry)) !== 0;

export const withEntry = (entries: EntrySet, entry: number): EntrySet =>
  withDigit(entries, entry, digitOf(entries, entry) | bitOf(entry));

export const withoutEntry = (entries: EntrySet, entry: number): EntrySet =>
  withDigit(entries, entry, digitOf(entries, entry) & ~bitOf(entry));

const indexOf = (entry: number): number => Math.floor(entry / ENTRIES_PER_DIGIT);

const bitOf = (entry: number): number => 1 << (entry % ENTRIES_PER_DIGIT);

const digitOf = (entries: EntrySet, entry: number): number =>
  Number.parseInt(entries[indexOf(entry)] ?? '0', 16);

function withDigit(entries: EntrySet, entry: number, digit: number): EntrySet {
  const index = indexOf(entry);
  const before = entries.slice(0, index).padEnd(index, '0');
  return before + digit.toString(16) + entries.slice(index + 1);
}
