import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Slips, type SlipsOfGroup } from '@action-tracker/contracts';
import { REPORT_PATHS } from '@action-tracker/contracts/measures';
import { Keyboard } from '../platform/keyboard/keyboard';
import { A_TRACKER, USERS } from '../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../testing/page';
import { SlipsPage } from './slips-page';

const MARIA: SlipsOfGroup = {
  ...{ key: 1, items: 12, moved_items: 4, moves: 6, days_median: 7, days_p85: 21.5 },
  ...{ completed: 8, completed_on_time: 6, completed_by_first_date: 3 },
};
const ANA: SlipsOfGroup = {
  ...{ key: 3, items: 2, moved_items: 0, moves: 0, days_median: null, days_p85: null },
  ...{ completed: 0, completed_on_time: 0, completed_by_first_date: 0 },
};

const NAMES = { [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] };

async function page(groups: readonly SlipsOfGroup[], query = '') {
  await TestBed.inject(Router).navigateByUrl(`/reports/slips${query}`);
  const params = new URLSearchParams(query);
  const bindings = ['by', 'tracker_id'].map((name) =>
    inputBinding(name, () => params.get(name) ?? undefined),
  );
  const slips: Slips = { by: 'owner', groups };
  const fixture = await open(SlipsPage, bindings, { [REPORT_PATHS.slips]: slips });
  const element = elementOf(fixture);
  const rows = () =>
    [...element.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf));
  const links = () =>
    [...element.querySelectorAll('tbody tr:first-child a')].map((link) =>
      decodeURIComponent(link.getAttribute('href') ?? ''),
    );
  return { fixture, element, rows, links };
}

describe('the report of slips', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows each group by name, with shares of what was completed', async () => {
    const { rows } = await page([MARIA, ANA]);
    expect(rows()).toEqual([
      ['Ana Souza', '2', '0', '0', '–', '–', '0', '0', '0'],
      ['Maria Fitzgerald', '12', '4', '6', '7 d', '21.5 d', '8', '6 75%', '3 38%'],
    ]);
  });

  it('leads from each number to the items behind it', async () => {
    const { links } = await page([MARIA]);
    expect(links()).toEqual([
      '/items?owner_id=1&sort=id',
      '/items?owner_id=1&moved=true&sort=id',
      '/items?owner_id=1&moved=true&sort=id',
      '/items?owner_id=1&moved=true&sort=id',
      '/items?owner_id=1&moved=true&sort=id',
      '/items?owner_id=1&status=Complete&sort=id',
      '/items?owner_id=1&completed=on_time&sort=id',
      '/items?owner_id=1&completed=by_first_date&sort=id',
    ]);
  });

  it('leads to the items of the moment and the tracker that it is about', async () => {
    const { links } = await page([MARIA], '?by=owner&tracker_id=1&as_of=2026-11-01');
    expect(links()[0]).toBe('/items?tracker_id=1&owner_id=1&sort=id&as_of=2026-11-01');
  });

  it('asks for another grouping of the same moment', async () => {
    const { element } = await page([MARIA], '?as_of=2026-11-01');
    const [by] = element.querySelectorAll('select');
    if (!by) throw new Error('Expected a choice of the grouping');
    type(by, 'category');
    by.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/reports/slips?as_of=2026-11-01&by=category');
  });

  it('groups by owner where the address names nothing that it knows', async () => {
    await TestBed.inject(Router).navigateByUrl('/reports/slips?by=status&tracker_id=x');
    const bindings = [inputBinding('by', () => 'status'), inputBinding('tracker_id', () => 'x')];
    const fixture = TestBed.createComponent(SlipsPage, { bindings });
    const request = await sent('GET', `${REPORT_PATHS.slips}?by=owner`);
    request.flush({ by: 'owner', groups: [] });
    await answer(fixture, { ...NAMES, [API_PATHS.me]: {} });
    expect(textOf(elementOf(fixture))).toContain('Nothing to report');
  });

  it('says that the past is being prepared, and how far it is', async () => {
    await TestBed.inject(Router).navigateByUrl('/reports/slips?as_of=2026-11-01');
    const fixture = TestBed.createComponent(SlipsPage);
    const message = 'Preparing the past of AD: 12,000 of 60,000 entries are ready';
    const refused = { error: { code: 'UNAVAILABLE', message } };
    const headers = { 'Retry-After': '2' };
    (await sent('GET', `${REPORT_PATHS.slips}?as_of=2026-11-01&by=owner`)).flush(refused, {
      ...{ status: 503, statusText: 'Unavailable', headers },
    });
    await answer(fixture, { ...NAMES, [API_PATHS.me]: {} });
    await settled(fixture);
    expect(textOf(elementOf(fixture))).toContain('12,000 of 60,000');
  });

  it('keeps the order of the server where values have one', async () => {
    const groups = ['High', 'Medium', 'Low'].map((key) => ({ ...ANA, key }));
    const { rows, links } = await page(groups, '?by=priority');
    expect(rows().map(([name]) => name)).toEqual(['High', 'Medium', 'Low']);
    expect(links()[0]).toBe('/items?priority=High&sort=id');
  });

  it('is about one tracker or all of them', async () => {
    const { fixture, element } = await page([MARIA], '?tracker_id=1');
    await answer(fixture, NAMES);
    const [, tracker] = element.querySelectorAll('select');
    if (!tracker) throw new Error('Expected a choice of the tracker');
    expect([...tracker.options].map(textOf)).toEqual(['All trackers', 'AD Astro Digital']);
    expect(tracker.value).toBe('1');
    tracker.value = '';
    tracker.dispatchEvent(new Event('change'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/reports/slips');
  });

  it('is printed with the button and from the palette', async () => {
    let printed = 0;
    window.print = () => (printed += 1);
    const { fixture } = await page([MARIA]);
    press(fixture, 'Print');
    TestBed.inject(Keyboard).run('print');
    expect(printed).toBe(2);
  });
});
