import { ErrorHandler } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { App } from '../../app';
import { configureClient, elementOf, leftFor, open, press, textOf } from '../../testing/page';
import { Crash } from './crash';

async function app() {
  configureClient();
  TestBed.configureTestingModule({
    providers: [{ provide: ErrorHandler, useExisting: Crash }],
    rethrowApplicationErrors: false,
  });
  const fixture = await open(App);
  const breakWith = async (error: Error) => {
    const log = console.error;
    const logged: unknown[] = [];
    console.error = (...said) => logged.push(said);
    TestBed.inject(ErrorHandler).handleError(error);
    console.error = log;
    await fixture.whenStable();
    return logged;
  };
  const main = () => textOf(elementOf(fixture).querySelector('main'));
  return { fixture, breakWith, main };
}

/** Thrown by one of the client's own files. */
const ofOurs = (error: Error): Error =>
  Object.assign(error, { stack: `Error: broken\n    at ${location.origin}/main-ABC.js:1:2` });

describe('an error that no page took care of', () => {
  it('is shown in place of the page, which can be loaded again', async () => {
    const { fixture, breakWith, main } = await app();
    await breakWith(ofOurs(new Error('broken')));
    expect(main()).toContain('Something went wrong on this page');
    press(fixture, 'Reload');
    expect(leftFor).toEqual([document.location.href]);
  });

  it('is only logged when it is of somebody else', async () => {
    const { breakWith, main } = await app();
    const stack = 'TypeError: Failed to connect\n    at chrome-extension://abc/page.js:1:30';
    const logged = await breakWith(Object.assign(new TypeError('Failed to connect'), { stack }));
    expect(main()).not.toContain('problem');
    expect(logged).toHaveLength(1);
  });
});
