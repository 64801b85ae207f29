import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Keyboard } from '../platform/keyboard/keyboard';
import { Moment } from '../platform/moment/moment';
import { anItem, A_TRACKER, ME, refusal, USERS } from '../testing/answers';
import { answer, configureClient, elementOf, open, sent, settled, textOf } from '../testing/page';
import { ChangesPage } from './changes-page';

const CLOSED_AT = '2026-11-13T10:00:00.000Z';
const REVIEW = { number: 2, name: 'CDR', state: 'closed', closed_at: CLOSED_AT };
const moment = (instant: string) => ({ instant, position: null, review: null, axis: 'occurred' });
const CHANGES = {
  from: moment(CLOSED_AT),
  to: moment('2026-11-20T12:00:00.000Z'),
  items: [
    {
      ...{ item_id: 'AD-001', title: 'Signed contract', title_before: 'Contract', notes_added: 2 },
      kinds: ['due_date_moved', 'retitled', 'noted'],
      due_date: { from: '2026-12-01', to: '2026-11-30', days: -1, reason: 'The vendor is early' },
    },
    {
      ...{ item_id: 'AD-002', title: 'Baseline the ICD', notes_added: 0 },
      kinds: ['completed', 'due_date_moved'],
      due_date: { from: null, to: '2026-12-24', days: null, reason: null },
      status: { from: 'Blocked', to: 'Complete', path: ['In Progress', 'Complete'] },
    },
  ],
  untouched: ['AD-003'],
};

async function page(
  query: Readonly<Record<string, string>>,
  reviews: readonly object[] = [REVIEW],
  changes: object = CHANGES,
) {
  const search = new URLSearchParams(query).toString();
  await TestBed.inject(Router).navigateByUrl(`/trackers/1/changes?${search}`);
  const inputs = Object.entries(query).map(([name, value]) => inputBinding(name, () => value));
  const fixture = await open(ChangesPage, [inputBinding('trackerId', () => '1'), ...inputs], {
    [API_PATHS.tracker(1)]: A_TRACKER,
    [API_PATHS.reviews(1)]: reviews,
    [API_PATHS.trackerItems(1)]: [anItem({ id: 'AD-003', number: 3, title: 'Left alone' })],
    '/api/trackers/1/changes': changes,
  });
  await settled(fixture);
  return elementOf(fixture);
}

describe('the changes of a tracker', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('are listed by kind, with what was before, from the last review on', async () => {
    const element = await page({});
    expect([...element.querySelectorAll('section')].map(textOf)).toEqual([
      'Completed 1 AD-002 Baseline the ICD Blocked Complete',
      'Due date moved 2 AD-001 Signed contract 12/01/2026 11/30/2026 (−1 day) The vendor is early' +
        ' AD-002 Baseline the ICD TBD 12/24/2026',
      'Title changed 1 AD-001 Signed contract Contract Signed contract',
      'Notes added 1 AD-001 Signed contract 2 notes',
      'Untouched 1 Open, without any entry in between. AD-003 Left alone',
    ]);
    const [from] = element.querySelectorAll('select');
    expect(from?.value).toBe('review:2');
  });

  it('lead to the items and the table of then', async () => {
    const element = await page({ from: 'review:2', to: '2026-11-19T12:00:00.000Z' });
    const links = [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links[0]).toBe('/trackers/1?as_of=2026-11-19T12:00:00.000Z');
    expect(links[2]).toBe('/items/AD-002?as_of=2026-11-19T12:00:00.000Z');
  });

  it('have resolved moments in their address', async () => {
    await page({ from: '-P7D' });
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/changes?from=${CLOSED_AT}`);
  });

  it('have another end when one is chosen', async () => {
    const element = await page({ from: '2026-11-01T00:00:00.000Z' });
    const [, to] = element.querySelectorAll('select');
    if (!to) throw new Error('Expected a choice of the later end');
    to.value = 'review:2';
    to.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toContain('to=review:2');
  });

  it('say that moments cannot be compared, in words and not as the server says it', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/1/changes?from=2199-01-01');
    const bindings = [
      inputBinding('trackerId', () => '1'),
      inputBinding('from', () => '2199-01-01'),
    ];
    const fixture = TestBed.createComponent(ChangesPage, { bindings });
    const body = refusal('VALIDATION_ERROR', 'from: expected a moment up to now');
    const asked = await sent('GET', '/api/trackers/1/changes?from=2199-01-01');
    asked.flush(body, { status: 400, statusText: 'Bad Request' });
    await answer(fixture, {
      ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
      ...{ [API_PATHS.tracker(1)]: A_TRACKER, [API_PATHS.reviews(1)]: [REVIEW] },
      [API_PATHS.trackerItems(1)]: [],
    });
    const alert = elementOf(fixture).querySelector('[role=alert]');
    expect(textOf(alert)).toContain('These moments cannot be compared.');
  });

  it('are in the past when they end there, and the way back to now keeps their beginning', async () => {
    await page({ from: 'review:1', to: 'review:2' });
    const moment = TestBed.inject(Moment);
    expect([moment.isPast(), moment.shown()?.as_of]).toEqual([true, 'review:2']);
    await moment.go(undefined);
    expect(TestBed.inject(Router).url).toBe('/trackers/1/changes?from=review:1');
    expect(moment.isPast()).toBe(false);
  });

  it('need a moment to begin with', async () => {
    const element = await page({}, []);
    expect(textOf(element)).toContain('No review has been closed yet');
  });

  it('show each kind with what was before and after', async () => {
    const change = (number: number, kind: string, more: object = {}) => ({
      ...{ item_id: `AD-00${number}`, title: `Item ${number}`, notes_added: 0 },
      ...{ kinds: [kind], ...more },
    });
    const items = [
      change(1, 'created'),
      change(2, 'reopened', { status: { from: 'Complete', to: 'New', path: ['New'] } }),
      change(3, 'status_changed', { status: { from: 'New', to: 'Blocked', path: ['Blocked'] } }),
      change(4, 'reassigned', { owner_id: { from: 1, to: 3 } }),
      change(5, 'reprioritised', { priority: { from: 'Low', to: 'High' } }),
      change(6, 'recategorised', { category: { from: 'Technical', to: 'Programmatic' } }),
      change(7, 'due_date_moved', { due_date: { from: '2026-12-01', to: '2026-12-15', days: 14 } }),
      change(8, 'withdrawn'),
      change(9, 'reinstated'),
    ];
    const element = await page({}, [REVIEW], { ...CHANGES, items, untouched: [] });
    expect([...element.querySelectorAll('section')].map(textOf)).toEqual([
      'New 1 AD-001 Item 1',
      'Reopened 1 AD-002 Item 2 Complete New',
      'Due date moved 1 AD-007 Item 7 12/01/2026 12/15/2026 (+14 days)',
      'Status changed 1 AD-003 Item 3 New Blocked',
      'Owner changed 1 AD-004 Item 4 Maria Fitzgerald Ana Souza',
      'Priority changed 1 AD-005 Item 5 Low High',
      'Category changed 1 AD-006 Item 6 Technical Programmatic',
      'Withdrawn 1 AD-008 Item 8',
      'Reinstated 1 AD-009 Item 9',
    ]);
  });

  it('say that there are none', async () => {
    const element = await page({}, [REVIEW], { ...CHANGES, items: [], untouched: [] });
    expect(textOf(element.querySelector('section'))).toBe('nothing has changed.');
  });

  it('keep their axis on the way to the items of then', async () => {
    const query = { from: 'review:2', to: '2026-11-19T12:00:00.000Z', axis: 'recorded' };
    const element = await page(query);
    const [back] = [...element.querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(back).toBe('/trackers/1?as_of=2026-11-19T12:00:00.000Z&axis=recorded');
    expect(textOf(element.querySelector('.span.print-only'))).toBe(
      'From review “CDR”, 11/13/2026, 10:00 UTC to 11/19/2026, 12:00 UTC',
    );
  });

  it('end now again when that is chosen', async () => {
    const element = await page({ from: 'review:2', to: '2026-11-19T12:00:00.000Z' });
    const [from, to] = element.querySelectorAll('select');
    if (!from || !to) throw new Error('Expected two choices');
    expect(textOf(to)).toContain('11/19/2026, 12:00 UTC');
    to.value = '';
    to.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/trackers/1/changes?from=review:2');
    from.value = [...from.options].at(-1)?.value ?? '';
    from.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toContain('from=2026-11-13T12:00:00.000Z');
  });

  it('are printed', async () => {
    let printed = 0;
    window.print = () => (printed += 1);
    const element = await page({});
    element.querySelector<HTMLElement>('.page-head button')?.click();
    TestBed.inject(Keyboard).run('print');
    expect(printed).toBe(2);
  });

  it('begin with the kind that the address names', async () => {
    const shown: string[] = [];
    Element.prototype.scrollIntoView = function (this: Element) {
      shown.push(this.id);
    };
    TestBed.overrideProvider(ActivatedRoute, { useValue: { snapshot: { fragment: 'noted' } } });
    await page({});
    expect(shown).toEqual(['noted']);
  });

  it('of a tracker that is gone are not found', async () => {
    const bindings = [inputBinding('trackerId', () => '1')];
    const fixture = TestBed.createComponent(ChangesPage, { bindings });
    const missing = { status: 404, statusText: 'Not Found' };
    const none = refusal('NOT_FOUND', 'Tracker 1 not found');
    for (const path of [API_PATHS.tracker(1), API_PATHS.reviews(1), API_PATHS.trackerItems(1)]) {
      (await sent('GET', path)).flush(none, missing);
    }
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: [], [API_PATHS.trackers]: [] });
    expect(textOf(elementOf(fixture))).toContain('Not found');
  });
});
