import { ErrorHandler } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { App } from '../app';
import { configureClient, elementOf, leftFor, open, press, textOf } from '../testing/page';
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
    console.error = () => undefined;
    TestBed.inject(ErrorHandler).handleError(error);
    console.error = log;
    await fixture.whenStable();
  };
  const main = () => textOf(elementOf(fixture).querySelector('main'));
  return { fixture, breakWith, main };
}

describe('an error that no page took care of', () => {
  it('is told in place of the page, which can be loaded again', async () => {
    const { fixture, breakWith, main } = await app();
    await breakWith(new Error('broken'));
    expect(main()).toContain('This page has a problem');
    press(fixture, 'Load again');
    expect(leftFor).toEqual([document.location.href]);
  });

  it('is not what a browser says when a frame came later', async () => {
    const { breakWith, main } = await app();
    await breakWith(new Error('ResizeObserver loop completed with undelivered notifications.'));
    expect(main()).not.toContain('problem');
  });
});
