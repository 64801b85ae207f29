import { HttpErrorResponse } from '@angular/common/http';
import { isOurs } from './error-origin';

const ORIGIN = 'https://tracker.example.com';
const OURS = `${ORIGIN}/chunk-ABC123.js:7:2041`;

function failure(stack: string, message = 'x is not a function', cause?: unknown): Error {
  return Object.assign(new TypeError(message, { cause }), { stack });
}
const chromium = (...frames: readonly string[]) =>
  failure(['TypeError: x is not a function', ...frames.map((at) => `    at f (${at})`)].join('\n'));

describe('an error of our own code', () => {
  it.each([
    ['as Chromium writes it', chromium(OURS, `${ORIGIN}/main-DEF.js:1:2`)],
    ['as Firefox and Safari write it', failure(`f@${OURS}\ng@${ORIGIN}/main-DEF.js:1:2`)],
    ['that an extension called', chromium(OURS, 'chrome-extension://abc/page.js:1:2')],
    [
      'whose code did not arrive, in Chromium',
      failure('', `Failed to fetch dynamically imported module: ${ORIGIN}/chunk-ABC.js`),
    ],
    [
      'whose code did not arrive, in Firefox',
      failure('', 'error loading dynamically imported module'),
    ],
    ['whose code did not arrive, in Safari', failure('', 'Importing a module script failed.')],
  ])('is one %s', (_, error) => {
    expect(isOurs(error, ORIGIN)).toBe(true);
  });
});

describe('an error of somebody else', () => {
  const scriptError = new ErrorEvent('error', { message: 'Script error.' });

  it.each<[string, unknown]>([
    ['of an extension in Chromium', chromium('chrome-extension://abc/page.js:1:30')],
    ['of an extension in Firefox', failure('f@moz-extension://abc/page.js:1:30')],
    ['of an extension in Safari', failure('f@safari-web-extension://abc/page.js:1:30')],
    [
      'of an extension that our code ran into',
      chromium('chrome-extension://abc/page.js:1:3', OURS),
    ],
    ['of a script of another origin', chromium('https://cdn.example.net/widget.js:1:3')],
    [
      'of an origin that begins like ours',
      chromium('https://tracker.example.com.evil.net/a.js:1:3'),
    ],
    ['of a script put into the page', chromium(`${ORIGIN}/trackers/1:1:20`)],
    ['of the console', chromium('<anonymous>:1:7')],
    ['that names our address only in its message', failure('Error: x', `Blocked ${OURS}`)],
    ['without a stack', failure('')],
    ['that browsers hide', failure(`Error\n    at ${OURS}`, 'Script error.', scriptError)],
    [
      'about a late frame',
      failure(OURS, 'ResizeObserver loop completed with undelivered notifications.'),
    ],
    ['of a request', new HttpErrorResponse({ status: 0 })],
    ['of full storage', new DOMException('Full', 'QuotaExceededError')],
    ['of an address that changed too often', new DOMException('Too often', 'SecurityError')],
    ['that is no error', 'Failed to connect'],
    ['that is nothing', undefined],
  ])('is one %s', (_, error) => {
    expect(isOurs(error, ORIGIN)).toBe(false);
  });
});
