/**
 * The vocabulary and limits of the domain: the allowed values of an item, in list order. Source:
 * product description, section 2. Server, command line and client share this list.
 */

/** The categories that a tracker begins with, in the order of lists and filters. */
export const CATEGORIES = [
  'Programmatic',
  'SW / Ops',
  'Mechanical',
  'ADCS',
  'Systems',
  'ConOps',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Most urgent first; priorities sort in this order. */
export const PRIORITIES = ['High', 'Medium', 'Low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Statuses sort in this order. `TBC` means "to be confirmed". */
export const STATUSES = [
  'New',
  'Not Started',
  'In Progress',
  'TBC',
  'Complete',
  'Blocked',
] as const;
export type Status = (typeof STATUSES)[number];

/** The only status in which an item is not open. */
export const CLOSED_STATUS = 'Complete' satisfies Status;

/** Lengths in Unicode code points. */
export const PREFIX_MIN_CHARS = 2;
export const PREFIX_MAX_CHARS = 5;
export const NAME_MAX_CHARS = 255;
export const INITIALS_MAX_CHARS = 10;
export const EMAIL_MAX_CHARS = 254;
export const TITLE_MAX_CHARS = 500;
export const LONG_TEXT_MAX_CHARS = 10_000;
export const REASON_MAX_CHARS = 500;
export const CATEGORY_MAX_CHARS = 50;
export const MINUTES_MAX_CHARS = 50_000;

/** Categories of a tracker that can be chosen. */
export const CATEGORIES_MAX = 30;

/** Categories of a tracker, including retired ones. */
export const ALL_CATEGORIES_MAX = 100;

/** Users who take part in a review. */
export const PARTICIPANTS_MAX = 200;

/** Maximum characters of a note shown in a list of items. */
export const NOTE_LINE_MAX_CHARS = 200;

/** Maximum item number; keeps every number within a PostgreSQL `int`. */
export const ITEM_NUMBER_MAX = 999_999_999;

/** Whether an item with this status still needs work. */
export const isOpen = (status: Status): boolean => status !== CLOSED_STATUS;
