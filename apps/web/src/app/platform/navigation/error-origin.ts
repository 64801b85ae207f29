/**
 * Whose error it is. A page shares its window with extensions and injected scripts, whose errors the
 * browser reports to the page as well; and requests, storage and the address bar fail for reasons of
 * their own. Only what our own code did wrong means that the page may be broken.
 */
import { HttpErrorResponse } from '@angular/common/http';

/** Browsers report it as an error; it only says that a frame came later. */
const LATE_FRAME = 'ResizeObserver loop';
/** What Chromium, Firefox and Safari say when the code of a page did not arrive. */
const NO_CODE = /dynamically imported module|importing a module script/i;
/** The addresses of scripts in a stack, whichever way the browser writes it. */
const SCRIPT = /[a-z][a-z-]*:\/\/[^\s)]+/g;

/**
 * @param error What was thrown or rejected.
 * @param origin Of the page: `https://tracker.example.com`.
 */
export function isOurs(error: unknown, origin: string): boolean {
  // DOMException: the browser refused, because storage is full or an address was changed too often.
  const isRefusal = error instanceof HttpErrorResponse || error instanceof DOMException;
  if (isRefusal || !(error instanceof Error) || error.message.startsWith(LATE_FRAME)) return false;
  if (NO_CODE.test(error.message)) return true;
  // Angular wraps what comes without an error object: "Script error." of another origin.
  if (error.cause instanceof ErrorEvent) return isScriptOf(error.cause.filename, origin);
  const frames = (error.stack ?? '').replace(error.message, '').match(SCRIPT);
  return frames !== null && isScriptOf(frames[0], origin);
}

/** Only files are ours: what is injected into the page bears the address of the page itself. */
function isScriptOf(address: string, origin: string): boolean {
  const script = /^(.*?\.[mc]?js)(?:[?:#]|$)/.exec(address)?.[1];
  return script?.startsWith(`${origin}/`) ?? false;
}
