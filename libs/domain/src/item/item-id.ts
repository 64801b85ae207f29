import { ITEM_NUMBER_MAX, PREFIX_MAX_CHARS, PREFIX_MIN_CHARS } from '../vocabulary';

/** What an item id is made of: `AD-007` is number 7 of the tracker with prefix `AD`. */
export interface ItemIdParts {
  readonly prefix: string;
  readonly number: number;
}

const MIN_DIGITS = 3;
/** What item ids look like; a form with zeros to spare fits too, but is no id. */
export const ITEM_ID_PATTERN = `^([A-Z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}})-(\\d{${MIN_DIGITS},${String(ITEM_NUMBER_MAX).length}})$`;
const FORM = new RegExp(ITEM_ID_PATTERN);

/** Writes the id of an item: AD-001, AD-042, AD-1000. */
export const formatItemId = ({ prefix, number }: ItemIdParts): string =>
  `${prefix}-${String(number).padStart(MIN_DIGITS, '0')}`;

/** How people type ids, and how mail and chat paste them: with other hyphens, with what ends a sentence. */
const TYPED_FORM = new RegExp(
  `^([a-z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}})[-\u2010-\u2013]?0*([1-9]\\d{0,${String(ITEM_NUMBER_MAX).length - 1}})(?:/|[.]*)$`,
  'i',
);

/** The id that somebody means by `ad1`, `AD-1`, `AD-001` or `AD-1.`, with spaces around it or not. */
export function typedItemId(text: string): string | undefined {
  const [, letters, digits] = TYPED_FORM.exec(text.trim()) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  return formatItemId({ prefix: letters.toUpperCase(), number: Number(digits) });
}

/** Reads an id in exactly the form in which it is written; anything else is `undefined`. */
export function parseItemId(id: string): ItemIdParts | undefined {
  const [, prefix, digits] = FORM.exec(id) ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  const parts = { prefix, number: Number(digits) };
  return parts.number > 0 && formatItemId(parts) === id ? parts : undefined;
}
