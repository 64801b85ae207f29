/** Media types other than JSON. */
import { object, optional, text } from './schema';

/** A list of items as a spreadsheet. */
export const CSV = { 'text/csv': text().json };

/** A page for people. */
export const PAGE = { 'text/html': text().json };

/** The sign-in form for development. */
export const SIGN_IN_FORM = object<{ name: string; email: string; return_to?: string }>({
  name: text(),
  email: text({ format: 'email' }),
  return_to: optional(text()),
});
