import { TestBed } from '@angular/core/testing';
import { Title } from '@angular/platform-browser';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Moment } from '../platform/moment/moment';
import { PageTitle } from '../platform/navigation/page-title';
import { configureClient, elementOf, open, settled, textOf } from '../testing/page';
import { PastBanner } from './past-banner';

const REVIEWS = [
  { number: 3, name: 'CDR', state: 'closed', closed_at: '2026-11-13T15:00:00.000Z' },
  { number: 4, name: 'Weekly', state: 'open', closed_at: null },
];

async function banner(query: string) {
  await TestBed.inject(Router).navigateByUrl(`/trackers/1?${query}`);
  TestBed.inject(Moment).trackerId.set(1);
  const fixture = await open(PastBanner, [], { [API_PATHS.reviews(1)]: REVIEWS });
  await settled(fixture);
  return { fixture, element: elementOf(fixture), text: () => textOf(elementOf(fixture)) };
}

const escape = (init: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, ...init });

async function urlAfter(act: () => void): Promise<string> {
  act();
  await new Promise((resolve) => setTimeout(resolve));
  return TestBed.inject(Router).url;
}

beforeEach(() => configureClient());

describe('the banner of the past', () => {
  it.each([
    ['as_of=2026-11-12', 'As of the end of 11/12/2026.'],
    ['as_of=2026-11-12T23:59:59.999Z', 'As of the end of 11/12/2026.'],
    ['as_of=2026-11-12T09:30:00.000Z', 'As of 11/12/2026, 09:30 UTC.'],
    ['as_of=-P7D', 'As of ….'],
    ['as_of=soon', 'As of “soon”.'],
    ['as_of=review:3', 'As of review “CDR”, 11/13/2026, 15:00 UTC.'],
    ['as_of=review:4', 'As of review 4.'],
    ['as_of=position:120', 'As of ledger entry 120.'],
  ])('names the moment of %s', async (query, said) => {
    const { text } = await banner(query);
    expect(text()).toContain(said);
    expect(text()).toContain('Nothing can be changed here.');
  });

  it.each([
    ['as_of=2026-11-12', 'Includes what was recorded later.'],
    ['as_of=2026-11-12&axis=recorded', 'Only what had been recorded by then.'],
    ['as_of=review:3', 'Only what had been recorded by then.'],
  ])('says what is included as of %s', async (query, said) => {
    expect((await banner(query)).text()).toContain(said);
  });

  it('puts the moment into the title of the window while it is there', async () => {
    TestBed.inject(PageTitle).set('Astro Digital');
    const { fixture } = await banner('as_of=2026-11-12');
    const title = () => TestBed.inject(Title).getTitle();
    expect(title()).toContain(', as of the end of 11/12/2026');
    fixture.destroy();
    TestBed.tick();
    expect(title()).not.toContain('as of');
  });

  it('returns to now with its button and with Escape', async () => {
    const { element } = await banner('as_of=2026-11-12&axis=recorded');
    expect(await urlAfter(() => element.querySelector('button')?.click())).toBe('/trackers/1');
    TestBed.resetTestingModule();
    configureClient();
    await banner('as_of=2026-11-12');
    expect(await urlAfter(() => document.body.dispatchEvent(escape()))).toBe('/trackers/1');
  });

  it.each<[string, () => void]>([
    ['in a text field', () => inPage('input')],
    ['that ends a composition', () => document.body.dispatchEvent(escape({ isComposing: true }))],
    ['that something else has used', () => used()],
    ['that closes a dialog', () => inPage('dialog')],
  ])('leaves an Escape %s alone', async (_, press) => {
    await banner('as_of=2026-11-12');
    expect(await urlAfter(press)).toBe('/trackers/1?as_of=2026-11-12');
  });
});

/** Presses Escape in an element that is on the page only then. */
function inPage(name: 'input' | 'dialog'): void {
  const element = document.createElement(name);
  element.toggleAttribute('open', name === 'dialog');
  document.body.append(element);
  element.dispatchEvent(escape());
  element.remove();
}

function used(): void {
  const event = escape();
  event.preventDefault();
  document.body.dispatchEvent(event);
}
