import { ITEM_NUMBER_MAX, PREFIX_MAX_CHARS, PREFIX_MIN_CHARS } from '../vocabulary';

/** The parts of an item id: `AD-007` is number 7 of the tracker with the prefix `AD`. */
export interface ItemIdParts {
  readonly prefix: string;
  readonly number: number;
}

const MIN_DIGITS = 3;
/** Pattern of item ids; it also matches ids with excess zeros, which are not valid. */
export const ITEM_ID_PATTERN = `^([A-Z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}})-(\\d{${MIN_DIGITS},${String(ITEM_NUMBER_MAX).length}})$`;
const FORM = new RegExp(ITEM_ID_PATTERN);

/** Formats an item id: AD-001, AD-042, AD-1000. */
export const formatItemId = ({ prefix, number }: ItemIdParts): string =>
  `${prefix}-${String(number).padStart(MIN_DIGITS, '0')}`;

/** Ids as typed, or as pasted from mail and chat: with other hyphens or trailing punctuation. */
const TYPED_FORM = new RegExp(
  `^([a-z]{${PREFIX_MIN_CHARS},${PREFIX_MAX_CHARS}})[-\u2010-\u2013]?0*([1-9]\\d{0,${String(ITEM_NUMBER_MAX).length - 1}})(?:/|[.]*)$`,
  'i',
);

/** The id meant by `ad1`, `AD-1`, `AD-001` or `AD-1.`, with or without surrounding spaces. */
export function typedItemId(text: string): string | undefined {
  const [, letters, digits] = TYPED_FORM.exec(text.trim()) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  return formatItemId({ prefix: letters.toUpperCase(), number: Number(digits) });
}

/** Parses an id in canonical form only; anything else is `undefined`. */
export function parseItemId(id: string): ItemIdParts | undefined {
  const [, prefix, digits] = FORM.exec(id) ?? [];
  if (prefix === undefined || digits === undefined) return undefined;
  const parts = { prefix, number: Number(digits) };
  return parts.number > 0 && formatItemId(parts) === id ? parts : undefined;
}
