import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { ME, refusal } from '../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  elementOf,
  open,
  press,
  settled,
  textOf,
  type,
} from '../testing/page';
import { MomentControl } from './moment-control';

const review = (number: number, name: string) => ({
  ...{ number, name, state: 'closed' },
  closed_at: `2026-11-1${number}T10:00:00.000Z`,
});
const REVIEWS = [review(1, 'Kick-off'), review(3, 'CDR')];
const url = () => decodeURIComponent(TestBed.inject(Router).url);

async function control(query = '', reviews: readonly object[] = REVIEWS) {
  await TestBed.inject(Router).navigateByUrl(`/trackers/1${query}`);
  const bindings = [
    inputBinding('trackerId', () => 1),
    inputBinding('hasTimeline', () => true),
    inputBinding('from', () => '2026-01-16'),
  ];
  const fixture = await open(MomentControl, bindings, { [API_PATHS.reviews(1)]: reviews });
  const answers = { [API_PATHS.reviews(1)]: reviews, [API_PATHS.me]: ME };
  const choose = async (text: string) => {
    press(fixture, text);
    await answer(fixture, answers);
  };
  await choose('As of');
  const element = elementOf(fixture);
  const check = async (input: HTMLInputElement | null | undefined) => {
    input?.click();
    await settled(fixture);
  };
  const enter = async (text: string, init: KeyboardEventInit = {}) => {
    const { input } = dateField(fixture, 'Date');
    type(input, text);
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
    await settled(fixture);
  };
  const uses = () => element.querySelectorAll<HTMLInputElement>('[name=moment-use]');
  const recorded = () => element.querySelector<HTMLInputElement>('[type=checkbox]');
  return { fixture, element, choose, check, enter, uses, recorded };
}

beforeEach(() => configureClient());

describe('the choice of a moment', () => {
  it('shows the end of a day that is typed', async () => {
    const { element, enter } = await control();
    await enter('11/12/2026');
    expect(url()).toBe('/trackers/1?as_of=2026-11-12T23:59:59.999Z');
    expect(element.querySelector('[data-panel]')).toBeNull();
    expect(textOf(document.activeElement)).toBe('As of…');
  });

  it('shows nothing for a date that is not complete, nor while it is composed', async () => {
    const { enter } = await control();
    await enter('11/');
    await enter('11/12/2026', { isComposing: true });
    expect(url()).toBe('/trackers/1');
  });

  it('refuses a day that is not over until another one is typed', async () => {
    const { fixture, enter } = await control();
    await enter('11/20/2026');
    const { says, input } = dateField(fixture, 'Date');
    expect(says()).toContain('is not over yet. Choose an earlier day.');
    expect(url()).toBe('/trackers/1');
    type(input, '11/19/2026');
    await settled(fixture);
    expect(says()).not.toContain('is not over yet');
  });

  it('offers a week ago, the last review, and each review by name', async () => {
    const weekAgo = await control();
    await weekAgo.choose('A week ago');
    expect(url()).toBe('/trackers/1?as_of=2026-11-13T12:00:00.000Z');
    TestBed.resetTestingModule();
    configureClient();
    const { element, choose } = await control();
    expect([...element.querySelectorAll('.reviews li')].map(textOf)).toEqual([
      'CDR 11/13/2026',
      'Kick-off 11/11/2026',
    ]);
    await choose('The last review');
    expect(url()).toBe('/trackers/1?as_of=review:3');
    await choose('As of');
    await choose('Kick-off');
    expect(url()).toBe('/trackers/1?as_of=review:1');
  });

  it('says that no review has been closed', async () => {
    const none = await control('', [{ ...review(1, 'Weekly'), state: 'open', closed_at: null }]);
    expect(textOf(none.element)).toContain('No review has been closed yet.');
  });

  it('says the same when the reviews cannot be read', async () => {
    const fixture = await open(MomentControl, [inputBinding('trackerId', () => 1)]);
    press(fixture, 'As of');
    let asked: TestRequest | undefined;
    for (; !asked; [asked] = TestBed.inject(HttpTestingController).match(API_PATHS.reviews(1))) {
      await new Promise((resolve) => setTimeout(resolve));
      TestBed.tick();
    }
    const failed = { status: 500, statusText: 'Internal' };
    asked.flush(refusal('INTERNAL', 'Failed'), failed);
    await answer(fixture, { [API_PATHS.me]: ME });
    expect(textOf(elementOf(fixture))).toContain('No review has been closed yet.');
  });

  it('compares with a moment instead of showing it', async () => {
    const { element, choose, check, uses, recorded } = await control();
    await check(uses()[1]);
    expect(recorded()).toBeNull();
    await choose('The last review');
    expect(url()).toBe('/trackers/1?since=review:3');
    await choose('As of');
    expect(uses()[1]?.checked).toBe(true);
    await check(uses()[0]);
    await choose('Kick-off');
    expect(url()).toContain('as_of=review:1');
    expect(element.querySelector('[data-panel]')).toBeNull();
  });

  it('leaves out what was recorded later if asked, of the moment shown at once', async () => {
    const { check, choose, recorded } = await control();
    await check(recorded());
    expect(url()).toBe('/trackers/1');
    await choose('A week ago');
    expect(url()).toBe('/trackers/1?as_of=2026-11-13T12:00:00.000Z&axis=recorded');
    await choose('As of');
    expect(recorded()?.checked).toBe(true);
    await check(recorded());
    expect(url()).toBe('/trackers/1?as_of=2026-11-13T12:00:00.000Z');
  });
});

describe('the timeline', () => {
  it('is opened and closed beside it', async () => {
    const { fixture, element } = await control();
    const state = () =>
      element.querySelector('[aria-label=Timeline]')?.getAttribute('aria-expanded');
    expect(state()).toBe('false');
    press(fixture, 'Timeline');
    await settled(fixture);
    expect(state()).toBe('true');
  });
});
