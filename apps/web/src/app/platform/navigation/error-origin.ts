/**
 * Determines whether an error comes from our code. The page also receives errors of extensions and
 * injected scripts; and requests, storage and the URL can fail for other reasons. Only an error in
 * our code means that the page may be broken.
 */
import { HttpErrorResponse } from '@angular/common/http';

/** Reported as an error, although it only means that a frame was late. */
const LATE_FRAME = 'ResizeObserver loop';
/** Messages of Chromium, Firefox and Safari when the code of a page could not be loaded. */
const NO_CODE = /dynamically imported module|importing a module script/i;

/** Whether the code of a page or of a part could not be loaded. */
export const isMissingCode = (error: unknown): boolean =>
  error instanceof Error && NO_CODE.test(error.message);

/** Script URLs in a stack trace of any browser. */
const SCRIPT = /[a-z][a-z-]*:\/\/[^\s)]+/g;

/**
 * @param error What was thrown or rejected.
 * @param origin Origin of the page: `https://tracker.example.com`.
 */
export function isOurs(error: unknown, origin: string): boolean {
  // DOMException: the browser refused, because storage is full or the URL was changed too often.
  const isRefusal = error instanceof HttpErrorResponse || error instanceof DOMException;
  if (isRefusal || !(error instanceof Error) || error.message.startsWith(LATE_FRAME)) return false;
  if (isMissingCode(error)) return true;
  // Angular wraps errors without an error object: "Script error." of another origin.
  if (error.cause instanceof ErrorEvent) return isScriptOf(error.cause.filename, origin);
  const frames = (error.stack ?? '').replace(error.message, '').match(SCRIPT);
  return frames !== null && isScriptOf(frames[0], origin);
}

/** Only script files are ours: injected inline scripts have the URL of the page itself. */
function isScriptOf(address: string, origin: string): boolean {
  const script = /^(.*?\.[mc]?js)(?:[?:#]|$)/.exec(address)?.[1];
  return script?.startsWith(`${origin}/`) ?? false;
}
