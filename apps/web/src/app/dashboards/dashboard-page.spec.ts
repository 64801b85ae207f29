import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import {
  REPORT_PATHS,
  type Breakdown,
  type Series,
  type UntouchedItem,
} from '@action-tracker/contracts/measures';
import { OFFER_FILE } from '../platform/files/offer-file';
import { Polling } from '../platform/polling/polling';
import { A_TRACKER, ME, refusal, USERS } from '../testing/answers';
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
import { DashboardPage } from './dashboard-page';
import { FIGURES_AT_MOST_EVERY_MS } from './fresh-figures';

const SERIES: Series = {
  ...({ measure: 'items', by: 'status', unit: 'items', axis: 'occurred', step: 'week' } as const),
  steps: [
    { from: '2026-11-09', to: '2026-11-15' },
    { from: '2026-11-16', to: '2026-11-20' },
  ],
  points: [
    { date: '2026-11-15', key: 'New', value: 2 },
    { date: '2026-11-20', key: 'New', value: 1 },
    { date: '2026-11-15', key: 'Complete', value: 0 },
    { date: '2026-11-20', key: 'Complete', value: 3 },
  ],
};
const BREAKDOWN: Breakdown = {
  ...({ measure: 'open', by: 'owner', by2: null, unit: 'items', axis: 'occurred' } as const),
  ...{ from: null, to: '2026-11-20', total: 4 },
  cells: [{ key: 1, key2: null, value: 4 }],
};
const UNTOUCHED: UntouchedItem = {
  ...{ item_id: 'AD-007', tracker_id: 1, title: 'Spare battery', owner_id: 1 },
  ...{ last_entry_on: '2026-08-01', days: 111 },
};
const FULL = {
  [REPORT_PATHS.series]: SERIES,
  [REPORT_PATHS.breakdown]: BREAKDOWN,
  [REPORT_PATHS.untouched]: [UNTOUCHED],
};
const EMPTY = {
  [REPORT_PATHS.series]: { ...SERIES, points: [] },
  [REPORT_PATHS.breakdown]: { ...BREAKDOWN, cells: [] },
};

async function page(url: string, answers: object = FULL) {
  await TestBed.inject(Router).navigateByUrl(url);
  const { searchParams, pathname } = new URL(url, 'http://client');
  const [, trackerId] = /trackers\/(\d+)/.exec(pathname) ?? [];
  const bindings = [
    inputBinding('trackerId', () => trackerId),
    inputBinding('isMine', () => pathname.endsWith('/me')),
    inputBinding('range', () => searchParams.get('range') ?? undefined),
    inputBinding('step', () => searchParams.get('step') ?? undefined),
  ];
  const fixture = await open(DashboardPage, bindings, answers as Readonly<Record<string, object>>);
  await settled(fixture);
  const element = elementOf(fixture);
  const cards = [...element.querySelectorAll('at-chart-card')];
  return { fixture, element, cards };
}

async function pictureIn(file = new Blob()): Promise<Document> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(reader.result));
  reader.readAsText(file);
  return new DOMParser().parseFromString(String(await promise), 'image/svg+xml');
}

describe('a dashboard', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('has ten charts, each with title, unit, definition and a picture that is named', async () => {
    const { element, cards } = await page('/dashboard');
    expect(textOf(element.querySelector('h1'))).toBe('Dashboard');
    expect(cards).toHaveLength(10);
    expect(textOf(cards[0]?.querySelector('h2') ?? null)).toBe('Items by status items');
    const label = cards[0]?.querySelector('svg[role=img]')?.getAttribute('aria-label');
    expect(label).toMatch(/^Items by status \(items\)\. Items that exist at the end of each step/);
    expect([...element.querySelectorAll('.legend')].map(textOf)[0]).toBe('New Complete');
  });

  it('reads its figures again when something has changed', async () => {
    TestBed.overrideProvider(FIGURES_AT_MOST_EVERY_MS, { useValue: 0 });
    const { fixture, cards } = await page('/dashboard');
    const areas = () => cards[0]?.querySelectorAll('path.area').length;
    expect(areas()).toBe(2);
    void TestBed.inject(Polling).askNow();
    (await sent('GET', API_PATHS.trackers)).flush([A_TRACKER], { headers: { ETag: '"2"' } });
    const points = SERIES.points.filter(({ key }) => key === 'Complete');
    await answer(fixture, { ...FULL, [REPORT_PATHS.series]: { ...SERIES, points } });
    expect(areas()).toBe(1);
    void TestBed.inject(Polling).askNow();
    (await sent('GET', API_PATHS.trackers)).flush(null, {
      status: 304,
      statusText: 'Not Modified',
    });
    await answer(fixture, {});
    expect(areas()).toBe(1);
  });

  it('draws a status alike, whichever others there are', async () => {
    const { cards } = await page('/dashboard');
    const looks = (card = cards[0]) =>
      [...(card?.querySelectorAll('pattern') ?? [])].map((one) => one.getAttribute('class'));
    expect(looks()).toEqual(['series series-0', 'series series-4']);
    const points = SERIES.points.filter(({ key }) => key === 'Complete');
    const answers = { ...FULL, [REPORT_PATHS.series]: { ...SERIES, points } };
    const others = await page('/dashboard?status=Complete', answers);
    expect(looks(others.cards[0])).toEqual(['series series-4']);
    const drawn = others.cards[0]?.querySelector('svg[role=img] path.area');
    expect(drawn?.getAttribute('class')).toBe('series series-4 area');
  });

  it('shows the numbers of a chart as a table, each with its list', async () => {
    const { fixture, cards } = await page('/trackers/1/dashboard?range=30');
    press(fixture, 'Table');
    await settled(fixture);
    const links = [...(cards[0]?.querySelectorAll('td a') ?? [])];
    expect(links.map(textOf)).toEqual(['2', '1', '3']);
    expect(decodeURIComponent(links[0]?.getAttribute('href') ?? '')).toBe(
      '/trackers/1?counted_by=items&by=status&key=New&as_of=2026-11-15&sort=id',
    );
    expect(links[0]?.getAttribute('aria-label')).toBe('New, 11/15/2026: 2');
  });

  it('leads from the point of a line or area that the pointer is on to its list', async () => {
    const { fixture, cards } = await page('/trackers/1/dashboard?range=30');
    const [flow] = cards;
    const picture = flow?.querySelector('svg[role=img]');
    const [, x, y] = /^M([\d.]+),([\d.]+)h0/.exec(
      picture?.querySelector('.dots')?.getAttribute('d') ?? '',
    ) ?? ['', '', ''];
    const at = { clientX: Number(x) + 2, clientY: Number(y) - 2 };
    const ground = picture?.querySelector('.ground');
    ground?.dispatchEvent(new MouseEvent('pointermove', { ...at, bubbles: true }));
    await settled(fixture);
    expect(textOf(flow?.querySelector('.is-link title') ?? null)).toBe('New, 11/15/2026: 2');
    ground?.parentElement?.dispatchEvent(new MouseEvent('pointerleave'));
    await settled(fixture);
    expect(flow?.querySelector('.is-link')).toBeNull();
    ground?.dispatchEvent(new MouseEvent('click', { ...at, bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toMatch(
      /^\/trackers\/1\?counted_by=items&by=status&key=New/,
    );
  });

  it('of oneself leads to lists of one’s own items', async () => {
    const { element } = await page('/dashboard/me');
    expect(textOf(element.querySelector('h1'))).toBe('My dashboard');
    const bar = element.querySelector('.is-link rect')?.parentElement;
    bar?.dispatchEvent(new MouseEvent('click'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toMatch(
      /^\/items\?counted_by=\w+&by=owner&key=1&with=owner_id%3D1&sort=id/,
    );
  });

  it.each([
    ['/dashboard/me?owner_id=2', 'Owner'],
    ['/trackers/1/dashboard?tracker_id=2', 'Tracker'],
  ])('at %s offers no filter that would change nothing', async (url, label) => {
    const { element } = await page(url);
    const labels = [...element.querySelectorAll('at-facet-menu')].map(textOf);
    expect(labels).not.toContain(label);
    expect(labels).toHaveLength(6);
    expect(textOf(element)).not.toContain('Clear filters');
  });

  it('is what a report that is put together begins with', async () => {
    const { element } = await page('/trackers/1/dashboard?range=365&status=New&status=TBC');
    const link = [...element.querySelectorAll('a')].find(
      (one) => textOf(one) === 'Put a report together',
    );
    expect(link?.getAttribute('href')).toBe(
      '/reports/figures?range=365&step=week&status=New&status=TBC&tracker_id=1',
    );
  });

  it('ranks what nobody has touched, each a link to the item', async () => {
    const { element } = await page('/dashboard');
    const row = element.querySelector('at-untouched-items tbody tr');
    expect(textOf(row)).toBe('AD-007 Spare battery Maria Fitzgerald 111');
    expect(row?.querySelector('a')?.getAttribute('href')).toBe('/items/AD-007');
  });

  it('is filtered like a list, in the address and behind its numbers', async () => {
    const { element } = await page('/dashboard?status=New&due=tbd&due=week&q=pump&colour=red');
    const bar = element.querySelector('.is-link rect')?.parentElement;
    bar?.dispatchEvent(new MouseEvent('click'));
    await new Promise((resolve) => setTimeout(resolve));
    const { searchParams } = new URL(TestBed.inject(Router).url, 'http://client');
    expect(searchParams.get('with')).toBe('status=New&due=tbd&q=pump');
  });

  it('says so where there is nothing', async () => {
    const { cards } = await page('/dashboard', EMPTY);
    expect(textOf(cards[0] ?? null)).toContain('Nothing to show in this period.');
  });

  it('of a tracker that is archived has its name', async () => {
    const archived = { ...A_TRACKER, id: 8, prefix: 'OLD', name: 'Decommissioned', archived: true };
    const answers = { ...FULL, [API_PATHS.tracker(8)]: archived };
    const { element, cards } = await page('/trackers/8/dashboard', answers);
    expect(textOf(element.querySelector('h1'))).toBe('Dashboard of OLD Decommissioned');
    expect(element.querySelector('select')?.value).toBe('/trackers/8/dashboard');
    expect(cards).toHaveLength(10);
  });

  it('of a tracker that does not exist is not found, instead of empty', async () => {
    await TestBed.inject(Router).navigateByUrl('/trackers/999/dashboard');
    const bindings = [inputBinding('trackerId', () => '999')];
    const fixture = TestBed.createComponent(DashboardPage, { bindings });
    (await sent('GET', API_PATHS.trackers)).flush([A_TRACKER]);
    const notFound = { status: 404, statusText: 'Not Found' };
    (await sent('GET', API_PATHS.tracker(999))).flush(refusal('NOT_FOUND', 'none'), notFound);
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: USERS, ...EMPTY });
    const element = elementOf(fixture);
    expect(textOf(element.querySelector('[role=alert]'))).toContain('Not found');
    expect(element.querySelector('at-chart-card')).toBeNull();
  });

  it('of a moment that cannot be shown says so once', async () => {
    await TestBed.inject(Router).navigateByUrl('/dashboard?as_of=tomorrow');
    const fixture = TestBed.createComponent(DashboardPage);
    const trackers = await sent('GET', `${API_PATHS.trackers}?as_of=tomorrow`);
    const badRequest = { status: 400, statusText: 'Bad Request' };
    trackers.flush(refusal('VALIDATION_ERROR', 'as_of: no moment'), badRequest);
    await answer(fixture, { [API_PATHS.me]: ME, [API_PATHS.users]: USERS, ...FULL });
    const alerts = [...elementOf(fixture).querySelectorAll('[role=alert] h2')];
    expect(alerts.map(textOf)).toEqual(['This moment cannot be shown']);
  });

  it('is about another tracker, period or step when one is chosen', async () => {
    const { element } = await page('/dashboard?range=365');
    const [of, range, step] = element.querySelectorAll('select');
    if (!of || !range || !step) throw new Error('Expected three choices');
    expect([...of.options].map(textOf)).toEqual([
      ...['All items', 'My items', `${A_TRACKER.prefix} ${A_TRACKER.name}`],
    ]);
    expect([range.value, step.value]).toEqual(['365', 'week']);
    const url = async (select: HTMLSelectElement, value: string) => {
      type(select, value);
      select.dispatchEvent(new Event('change'));
      await new Promise((resolve) => setTimeout(resolve));
      return TestBed.inject(Router).url;
    };
    expect(await url(step, 'month')).toBe('/dashboard?range=365&step=month');
    expect(await url(range, '30')).toBe('/dashboard?range=30');
    expect(await url(of, '/trackers/1/dashboard')).toBe('/trackers/1/dashboard?range=30');
  });

  it('gives its numbers and pictures away', async () => {
    const offered: string[] = [];
    const pictures: Blob[] = [];
    const take = (file: Blob, name: string) => {
      offered.push(`${name}: ${file.type}`);
      if (file.type === 'image/svg+xml') pictures.push(file);
    };
    TestBed.overrideProvider(OFFER_FILE, { useValue: take });
    const { fixture } = await page('/dashboard');
    press(fixture, 'CSV');
    press(fixture, 'SVG');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(offered.toSorted()).toEqual([
      'Items by status.csv: text/csv;charset=utf-8',
      'Items by status.svg: image/svg+xml',
    ]);
    const picture = await pictureIn(pictures[0]);
    const texts = [...picture.querySelectorAll('text')].map(textOf);
    expect(texts[0]).toBe('Items by status (items)');
    expect(texts.slice(-2)).toEqual(['New', 'Complete']);
    // What the legend is filled with is in the picture.
    const filled = [...picture.querySelectorAll('rect[fill^=url]')].slice(-2);
    const ids = filled.map((rect) => /#(.+)\)/.exec(rect.getAttribute('fill') ?? '')?.[1]);
    expect(ids.every((id) => picture.querySelector(`pattern[id="${id}"]`))).toBe(true);
  });

  it('says on paper what its controls say', async () => {
    const { element } = await page('/dashboard/me?range=365&owner_id=2&priority=High&q=pump');
    expect(textOf(element.querySelector('.limits'))).toBe(
      'Period: A year · Steps: Weeks · Priority: High · Search: pump',
    );
  });

  it('is printed with the button', async () => {
    let printed = 0;
    window.print = () => (printed += 1);
    const { fixture } = await page('/dashboard');
    press(fixture, 'Print');
    expect(printed).toBe(1);
  });
});
