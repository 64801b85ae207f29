/**
 * Keeps spreadsheets from computing what somebody typed: an apostrophe before each text that would begin
 * a formula, also behind a semicolon, where a spreadsheet of another locale begins a new cell. Texts
 * that have such an apostrophe themselves get one more, so that each comes back as it was.
 */

/** What begins a formula, plain or full width; tab and carriage return would be left out before it. */
const BEGINS_FORMULA = /(^|;)('*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g;
const IS_GUARDED = /(^|;)'('*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** The text of a cell as it is written into a CSV file. */
export const guarded = (text: string): string => text.replaceAll(BEGINS_FORMULA, "$1'$2");

/** The text of a cell as it was before it was guarded. */
export const unguarded = (text: string): string => text.replaceAll(IS_GUARDED, '$1$2');
