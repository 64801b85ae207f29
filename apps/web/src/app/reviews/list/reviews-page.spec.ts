import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Review } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { aReview, ME, refusal, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  elementOf,
  open,
  personField,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { ReviewsPage } from './reviews-page';

const PATH = API_PATHS.reviews(1);
const CLOSED = { state: 'closed', closed_at: '2026-11-13T12:00:00.000Z', position: 80 } as const;
const FIRST = aReview({ number: 1, name: 'Kick-off', ...CLOSED, participants: [1] });
const SECOND = aReview({ number: 2, name: 'Weekly', ...CLOSED, participants: [1, 2] });
const CANCELLED = aReview({ number: 3, name: 'Twice', state: 'cancelled' });

async function show(reviews: readonly Review[]) {
  const fixture = await open(ReviewsPage, [inputBinding('trackerId', () => '1')], {
    [PATH]: reviews,
  });
  const element = elementOf(fixture);
  const rows = () => [...element.querySelectorAll('tbody tr')].map(textOf);
  return { fixture, element, rows };
}

beforeEach(() => configureClient());

describe('the reviews of a tracker', () => {
  it('lead to minutes, to the board then, and to what changed since the one before', async () => {
    const { element, rows } = await show([CANCELLED, SECOND, FIRST]);
    expect(rows()).toEqual([
      '3 Twice 11/20/2026 Cancelled Maria Fitzgerald, Jun Kawasaki',
      '2 Weekly 11/20/2026 Closed Maria Fitzgerald, Jun Kawasaki Minutes Board then Changes',
      '1 Kick-off 11/20/2026 Closed Maria Fitzgerald Minutes Board then',
    ]);
    const links = [...element.querySelectorAll('tbody tr:nth-child(2) a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/trackers/1/reviews/2',
      '/trackers/1/reviews/2',
      '/trackers/1?as_of=review:2',
      '/trackers/1/changes?from=review:1&to=review:2',
    ]);
  });

  it('are compared, the earlier one first, and never one with itself', async () => {
    const third = aReview({ number: 4, name: 'CDR', ...CLOSED });
    const { element } = await show([third, SECOND, FIRST]);
    const [from, to] = [...element.querySelectorAll('select')];
    const href = () => element.querySelector('at-compare-reviews a')?.getAttribute('href');
    expect(href()).toBe('/trackers/1/changes?from=review:2&to=review:4');
    const choose = (list: HTMLSelectElement | undefined, value: string) => {
      if (!list) throw new Error('Expected a list');
      list.value = value;
      list.dispatchEvent(new Event('change', { bubbles: true }));
      TestBed.tick();
    };
    choose(to, '1');
    expect(href()).toBe('/trackers/1/changes?from=review:1&to=review:2');
    choose(from, '1');
    expect(href()).toBeUndefined();
    expect(textOf(element.querySelector('at-compare-reviews'))).toContain('Choose two different');
  });

  it('say what they are for while there are none', async () => {
    const { element } = await show([]);
    expect(textOf(element.querySelector('.state'))).toContain('No reviews yet');
  });
});

describe('the list of reviews', () => {
  it('follows what others open and close', async () => {
    const { fixture, element, rows } = await show([FIRST]);
    void TestBed.inject(Polling).askNow();
    const question = await sent('GET', PATH);
    question.flush([aReview(), FIRST], { headers: { ETag: '"7"' } });
    await settled(fixture);
    expect(rows()).toHaveLength(2);
    expect(textOf(element.querySelector('.going'))).toContain('Review 3 is open.');
    void TestBed.inject(Polling).askNow();
    const again = await sent('GET', PATH);
    expect(again.request.headers.get('If-None-Match')).toBe('"7"');
    again.flush(null, { status: 304, statusText: 'Not Modified' });
    await settled(fixture);
    expect(rows()).toHaveLength(2);
  });

  it('says why it cannot be shown, and is asked for again', async () => {
    const fixture = TestBed.createComponent(ReviewsPage, {
      bindings: [inputBinding('trackerId', () => '1')],
    });
    const failed = { status: 500, statusText: 'Internal' };
    (await sent('GET', PATH)).flush(refusal('INTERNAL', 'Failed'), failed);
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: [], [API_PATHS.trackers]: [] });
    expect(elementOf(fixture).querySelector('[role=alert]')).not.toBeNull();
    press(fixture, 'Retry');
    await answer(fixture, { [PATH]: [FIRST], [API_PATHS.users]: USERS });
    expect(elementOf(fixture).querySelectorAll('tbody tr')).toHaveLength(1);
  });
});

describe('opening a review', () => {
  it('proposes the name and people of the last one, and leads to its agenda', async () => {
    const { fixture, element } = await show([SECOND, FIRST]);
    press(fixture, 'Open a review');
    await settled(fixture);
    const name = element.querySelector('input');
    if (!name) throw new Error('Expected a field');
    expect(name.value).toBe('Weekly');
    expect(document.activeElement).toBe(name);
    type(name, ' Weekly, again ');
    element.querySelector<HTMLElement>('[aria-label="Remove Maria Fitzgerald"]')?.click();
    await settled(fixture);
    const people = personField(fixture, 'Participants: add a person');
    type(people.input, 'Ana');
    expect(people.press('Enter').defaultPrevented).toBe(true);
    expect(people.input.value).toBe('');
    press(fixture, 'Open the review');
    const request = await sent('POST', PATH);
    expect(request.request.body).toEqual({
      name: 'Weekly, again',
      held_on: '2026-11-20',
      participants: [2, 3],
    });
    request.flush(aReview({ number: 4 }));
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe('/trackers/1/reviews/4');
  });

  it('shows at its field what is wrong', async () => {
    const { fixture, element } = await show([]);
    press(fixture, 'Open a review');
    await settled(fixture);
    press(fixture, 'Open the review');
    await settled(fixture);
    expect(textOf(element.querySelector('mat-error'))).toBe('Enter a name');
  });

  it('leads to the review that somebody else has just opened', async () => {
    const { fixture, element } = await show([]);
    press(fixture, 'Open a review');
    await settled(fixture);
    const name = element.querySelector('input');
    if (name) type(name, 'Weekly');
    press(fixture, 'Open the review');
    const request = await sent('POST', PATH);
    const body = refusal('CONFLICT', 'Expected no open review, found review 3 open');
    request.flush(body, { status: 409, statusText: 'Conflict' });
    await answer(fixture, { [PATH]: [aReview()] });
    const going = element.querySelector('.going');
    expect(textOf(going)).toContain('Somebody else has just opened review 3. Continue there.');
    expect(going?.querySelector('a')?.getAttribute('href')).toBe('/trackers/1/reviews/3');
  });

  it('is given up with Cancel', async () => {
    const { fixture, element } = await show([]);
    press(fixture, 'Open a review');
    await settled(fixture);
    press(fixture, 'Cancel');
    await settled(fixture);
    expect(element.querySelector('at-review-form')).toBeNull();
    expect(textOf(element.querySelector('.state'))).toContain('No reviews yet');
  });

  it('shows at its field what the server refuses, and other refusals above', async () => {
    const { fixture, element } = await show([SECOND]);
    press(fixture, 'Open a review');
    await settled(fixture);
    press(fixture, 'Open the review');
    const fields = [{ field: 'held_on', message: 'held_on must not be in the future' }];
    const refused = refusal('VALIDATION_ERROR', 'Refused', { details: fields });
    (await sent('POST', PATH)).flush(refused, { status: 400, statusText: 'Bad Request' });
    await settled(fixture);
    expect(element.querySelector('at-refusal')).toBeNull();
    expect(dateField(fixture, 'Date').says()).not.toBe('');
    type(dateField(fixture, 'Date').input, '11/19/2026');
    press(fixture, 'Open the review');
    const failed = { status: 500, statusText: 'Internal' };
    (await sent('POST', PATH)).flush(refusal('INTERNAL', 'Failed'), failed);
    await settled(fixture);
    expect(element.querySelector('at-refusal')).not.toBeNull();
  });
});
