/**
 * The words and limits of the field: what an action item may say, in which order lists show it.
 * Source: product description, section 2. Server, command line and client share this one list.
 */

/** Kinds of work, in the order in which lists and filters show them. */
export const CATEGORIES = [
  'Programmatic',
  'SW / Ops',
  'Mechanical',
  'ADCS',
  'Systems',
  'ConOps',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Most urgent first: the order in which priorities sort. */
export const PRIORITIES = ['High', 'Medium', 'Low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The order in which statuses sort. `TBC` is "to be confirmed". */
export const STATUSES = [
  'New',
  'Not Started',
  'In Progress',
  'TBC',
  'Complete',
  'Blocked',
] as const;
export type Status = (typeof STATUSES)[number];

/** The one status in which an item no longer counts as open. */
export const CLOSED_STATUS = 'Complete' satisfies Status;

/** Lengths in Unicode code points. */
export const PREFIX_MIN_CHARS = 2;
export const PREFIX_MAX_CHARS = 5;
export const NAME_MAX_CHARS = 255;
export const INITIALS_MAX_CHARS = 10;
export const EMAIL_MAX_CHARS = 254;
export const TITLE_MAX_CHARS = 500;
export const LONG_TEXT_MAX_CHARS = 10_000;

/** Most characters of a note that a list of items shows. */
export const NOTE_LINE_MAX_CHARS = 200;

/** Highest number an item can have; keeps every number inside a PostgreSQL `int`. */
export const ITEM_NUMBER_MAX = 999_999_999;

/** Tells whether an item with this status still waits for somebody. */
export const isOpen = (status: Status): boolean => status !== CLOSED_STATUS;
