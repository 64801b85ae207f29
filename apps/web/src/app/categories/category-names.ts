/** Which names a category can have, as the server decides it. */
import { CATEGORY_MAX_CHARS, type TrackerCategory } from '@action-tracker/contracts';

/** Why a category cannot have a name. */
export type NameFault = 'missing' | 'long' | 'taken' | 'takenByRetired' | 'takenBefore';

export const lengthOfName = (typed: string): number => Array.from(typed.trim()).length;

/**
 * Undefined when the category can have the name.
 *
 * @param key Of the category; undefined for a new one.
 */
export function faultOfName(
  typed: string,
  all: readonly TrackerCategory[],
  key?: string,
): NameFault | undefined {
  const name = typed.trim();
  if (name === '') return 'missing';
  if (lengthOfName(name) > CATEGORY_MAX_CHARS) return 'long';
  const wanted = name.toLowerCase();
  const other = all.find((one) => one.key !== key && one.name.toLowerCase() === wanted);
  if (other) return other.retired ? 'takenByRetired' : 'taken';
  // A key is the first name of its category, for ever.
  const isKey = key === undefined && all.some((one) => one.key === name);
  return isKey ? 'takenBefore' : undefined;
}
