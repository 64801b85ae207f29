/**
 * Prevents formula injection in spreadsheets: prefixes an apostrophe to text that would start a
 * formula, also after a semicolon, where a spreadsheet of another locale starts a new cell. Text
 * that already has such an apostrophe gets one more, so that `unguarded` restores every text
 * exactly.
 */

/**
 * Formula characters, plain or full width. Spreadsheets drop a tab or carriage return in front of
 * them.
 */
const BEGINS_FORMULA = /(^|;)('*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g;
const IS_GUARDED = /(^|;)'('*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** Escapes a cell for writing to a CSV file. */
export const guarded = (text: string): string => text.replaceAll(BEGINS_FORMULA, "$1'$2");

/** Reverses `guarded`. */
export const unguarded = (text: string): string => text.replaceAll(IS_GUARDED, '$1$2');
