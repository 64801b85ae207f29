import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { Moment } from '../../platform/moment/moment';
import { ME, USERS } from '../../testing/answers';
import { answer, configureClient, elementOf, open, sent, textOf } from '../../testing/page';
import { SincePlace } from './since-place';
import { SinceReview } from './since-review';

const CHANGES = '/api/trackers/1/changes';
const review = (number: number, state: string) => ({
  ...{ number, state, name: `Weekly ${number}` },
  closed_at: state === 'closed' ? `2026-11-1${number}T10:00:00.000Z` : null,
});
const change = (id: string, kinds: readonly string[]) => ({ item_id: id, title: id, kinds });

async function since(reviews: readonly object[], items: readonly object[] = []) {
  TestBed.inject(Moment).trackerId.set(1);
  const answers = {
    [API_PATHS.reviews(1)]: reviews,
    [CHANGES]: { items, untouched: ['AD-004', 'AD-005'] },
  };
  const fixture = await open(SinceReview, [], answers);
  await answer(fixture, answers);
  return elementOf(fixture);
}

describe('what has changed since the last review', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is counted by kind, and each number leads to its items', async () => {
    const element = await since(
      [review(1, 'closed'), review(2, 'closed'), review(3, 'open')],
      [change('AD-001', ['created', 'noted']), change('AD-002', ['created'])],
    );
    expect(textOf(element)).toBe('Since the review of 11/12/2026: New 2 Notes added 1 Untouched 2');
    const links = [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      '/?since=review:2',
      ...['created', 'noted', 'untouched'].map(
        (kind) => `/trackers/1/changes?from=review:2#${kind}`,
      ),
    ]);
  });

  it('is compared from the last closed one', async () => {
    TestBed.inject(Moment).trackerId.set(1);
    TestBed.createComponent(SinceReview);
    (await sent('GET', API_PATHS.reviews(1))).flush([review(2, 'closed'), review(1, 'closed')]);
    expect((await sent('GET', `${CHANGES}?from=review:2`)).cancelled).toBe(false);
  });

  it('keeps the place free that it took last time, until it is there or is known not to come', async () => {
    const places = TestBed.inject(SincePlace);
    places.remember(1, 27);
    TestBed.inject(Moment).trackerId.set(1);
    const fixture = TestBed.createComponent(SinceReview);
    fixture.detectChanges();
    const { style } = elementOf(fixture);
    expect(style.minHeight).toBe('27px');
    await answer(fixture, {
      ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS },
      [API_PATHS.reviews(1)]: [],
    });
    expect(style.minHeight).toBe('0px');
    expect(places.heightOf(1)).toBe(0);
  });

  it('is asked for as soon as the tracker is known, which may be late', async () => {
    const fixture = TestBed.createComponent(SinceReview);
    TestBed.tick();
    TestBed.inject(Moment).trackerId.set(1);
    const answers = {
      ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS },
      [API_PATHS.reviews(1)]: [review(1, 'closed')],
      [CHANGES]: { items: [change('AD-001', ['created'])], untouched: [] },
    };
    await answer(fixture, answers);
    await answer(fixture, answers);
    expect(textOf(elementOf(fixture))).toBe('Since the review of 11/11/2026: New 1');
  });

  it('is not shown before a review has been closed', async () => {
    expect(textOf(await since([review(1, 'open')]))).toBe('');
  });
});
