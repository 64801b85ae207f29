/** Media types other than JSON. */
import { XLSX_TYPE } from '../http/list-form';
import { object, optional, text } from './schema';

/** A list of items as a spreadsheet. */
export const SPREADSHEETS = {
  'text/csv': text().json,
  [XLSX_TYPE]: text({ format: 'binary' }).json,
};

/** A page for people. */
export const PAGE = { 'text/html': text().json };

/** The sign-in form for development. */
export const SIGN_IN_FORM = object<{ name: string; email: string; return_to?: string }>({
  name: text(),
  email: text({ format: 'email' }),
  return_to: optional(text()),
});
