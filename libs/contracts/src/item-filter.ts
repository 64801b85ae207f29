/** Due dates as people ask for them; only open items are due. */
export const DUE_FILTERS = ['overdue', 'week', 'tbd'] as const;

/** `overdue`: before today. `week`: today to today + 7 days. `tbd`: no date. */
export type DueFilter = (typeof DUE_FILTERS)[number];

/** Days after today that still count as this week. */
export const WEEK_DAYS = 7;

/** Most characters of a note that a list of items shows. */
export const NOTE_LINE_MAX_CHARS = 200;

/** Most items of one page. */
export const PAGE_MAX_ITEMS = 1_000;
