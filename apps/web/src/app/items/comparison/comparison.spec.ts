import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type ListedItem } from '@action-tracker/contracts';
import { A_TRACKER, anItem, ME, refusal, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { Moment } from '../../platform/moment/moment';
import { TrackerItems } from '../list/tracker-items';
import { Comparison } from './comparison';

const CHANGES = '/api/trackers/1/changes';
const CLOSED_AT = '2026-11-13T10:00:00.000Z';
const REVIEWS = [{ number: 2, name: 'CDR', state: 'closed', closed_at: CLOSED_AT }];
const moment = (instant: string) => ({ instant, position: null, review: null, axis: 'occurred' });
const item = (number: number, given: Partial<ListedItem> = {}) =>
  anItem({ id: `AD-00${number}`, number, title: `Item ${number}`, ...given });
const change = (number: number, kinds: readonly string[], more: object = {}) => ({
  ...{ item_id: `AD-00${number}`, title: `Item ${number}`, notes_added: 0 },
  ...{ kinds, ...more },
});
const answersOf = (items: readonly object[], listed: readonly ListedItem[]) => ({
  [API_PATHS.tracker(1)]: A_TRACKER,
  [API_PATHS.reviews(1)]: REVIEWS,
  [API_PATHS.trackerItems(1)]: listed,
  [CHANGES]: {
    ...{ from: moment(CLOSED_AT), to: moment('2026-11-20T12:00:00.000Z') },
    ...{ items, untouched: [] },
  },
});

const NOTHING: Readonly<Record<string, object>> = {
  ...answersOf([], []),
  ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
};

async function compared(
  items: readonly object[],
  query = 'since=review:2&sort=id',
  listed: readonly ListedItem[] = [item(1), item(2), item(3)],
) {
  await TestBed.inject(Router).navigateByUrl(`/trackers/1?${query}`);
  const answers = answersOf(items, listed);
  const fixture = await open(TrackerItems, [inputBinding('trackerId', () => 1)], answers);
  const element = elementOf(fixture);
  while (!element.querySelector('at-comparison .bar')) await answer(fixture, answers);
  await answer(fixture, answers);
  const cell = (number: number, column: string) =>
    textOf(element.querySelector(`[data-cell="AD-00${number} ${column}"]`));
  const status = () => textOf(element.querySelector('at-comparison [role=status]'));
  const rows = () => [...element.querySelectorAll('td.id')].map(textOf);
  const after = async (act: () => void) => {
    act();
    await new Promise((resolve) => setTimeout(resolve));
    await answer(fixture, answers);
    await settled(fixture);
    return decodeURIComponent(TestBed.inject(Router).url);
  };
  return { fixture, element, cell, status, rows, after };
}

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('a comparison with an earlier moment', () => {
  it('shows the value of after beside the one of now', async () => {
    const { cell } = await compared([
      change(1, ['due_date_moved', 'reassigned', 'reprioritised', 'recategorised'], {
        due_date: { from: null, to: '2026-12-24', days: null },
        owner_id: { from: 2, to: 1 },
        priority: { from: 'Low', to: 'Medium' },
        category: { from: 'Technical', to: 'Programmatic' },
      }),
      change(2, ['status_changed'], {
        status: { from: 'Blocked', to: 'In Progress', path: ['In Progress'] },
      }),
    ]);
    expect(cell(1, 'due_date')).toMatch(/^TBD 12\/24\/2026/);
    expect(cell(1, 'owner_id')).toBe('JK Maria Fitzgerald');
    expect(cell(1, 'priority')).toBe('Low Medium');
    expect(cell(1, 'category')).toBe('Technical Programmatic');
    expect(cell(2, 'status')).toBe('Blocked In Progress');
    expect(cell(3, 'status')).toBe('In Progress');
  });

  it('names what no cell can show, the most important first, and counts it', async () => {
    const { cell, status } = await compared([
      change(1, ['created', 'noted'], { notes_added: 2 }),
      change(2, ['noted'], { notes_added: 2 }),
      change(3, ['completed', 'retitled']),
    ]);
    expect([1, 2, 3].map((number) => cell(number, 'title'))).toEqual([
      'Item 1 New',
      'Item 2 2 notes',
      'Item 3 Completed',
    ]);
    expect(status()).toBe(
      'Changes since review “CDR”, 11/13/2026, 10:00 UTC: 3 items · New 1 · Completed 1',
    );
  });

  it('says that nothing has changed', async () => {
    expect((await compared([])).status()).toContain('nothing has changed.');
  });

  it('counts what the filters hide, and shows it when asked', async () => {
    const done = item(2, { status: 'Complete' });
    const query = 'since=review:2&status=In Progress&sort=id';
    const { fixture, status, rows, after } = await compared([change(2, ['completed'])], query, [
      item(1),
      done,
    ]);
    expect(rows()).toEqual(['AD-001']);
    expect(status()).toContain('1 of them is hidden by the filters.');
    await after(() => press(fixture, 'Clear filters'));
    expect(rows()).toEqual(['AD-001', 'AD-002']);
    expect(status()).not.toContain('hidden');
  });

  it('shows only what changed if asked, until it is stopped', async () => {
    const { fixture, element, rows, after, cell } = await compared([change(2, ['retitled'])]);
    const only = element.querySelector<HTMLInputElement>('at-comparison input');
    expect(await after(() => only?.click())).toContain('changed=only');
    expect(rows()).toEqual(['AD-002']);
    expect(await after(() => only?.click())).not.toContain('changed');
    expect(rows()).toHaveLength(3);
    expect(cell(2, 'title')).toBe('Item 2 Title changed');
    expect(await after(() => press(fixture, 'Stop comparing'))).toBe('/trackers/1?sort=id');
    expect(cell(2, 'title')).toBe('Item 2');
  });

  it('has a resolved moment in its address', async () => {
    await compared([], 'since=-P7D&sort=id');
    expect(TestBed.inject(Router).url).toContain(`since=${CLOSED_AT}`);
  });

  it('leads to the same comparison as a list', async () => {
    const query = 'since=review:2&as_of=2026-11-19T12:00:00.000Z&axis=recorded&sort=id';
    const { element } = await compared([], query);
    const link = element.querySelector('at-comparison a')?.getAttribute('href');
    expect(link).toBe(
      '/trackers/1/changes?from=review:2&to=2026-11-19T12:00:00.000Z&axis=recorded',
    );
  });
});

describe('a comparison that fails', () => {
  async function failing(code: 'VALIDATION_ERROR' | 'INTERNAL', status: number) {
    await TestBed.inject(Router).navigateByUrl('/trackers/1?since=review:9&sort=id');
    TestBed.inject(Moment).trackerId.set(1);
    const fixture = TestBed.createComponent(Comparison);
    TestBed.tick();
    const asked = await sent('GET', `${CHANGES}?from=review:9`);
    asked.flush(refusal(code, 'Refused'), { status, statusText: 'Refused' });
    await answer(fixture, NOTHING);
    await settled(fixture);
    return fixture;
  }

  it('says that the moments of the address cannot be compared', async () => {
    const fixture = await failing('VALIDATION_ERROR', 400);
    expect(textOf(elementOf(fixture))).toContain('These moments cannot be compared.');
    expect(textOf(elementOf(fixture))).not.toContain('Comparing…');
  });

  it('is tried again when asked', async () => {
    const fixture = await failing('INTERNAL', 500);
    expect(textOf(elementOf(fixture))).not.toContain('These moments cannot be compared.');
    press(fixture, 'Retry');
    const again = await sent('GET', `${CHANGES}?from=review:9`);
    again.flush(NOTHING[CHANGES] ?? null);
    await settled(fixture);
    expect(textOf(elementOf(fixture))).toContain('nothing has changed.');
  });
});
