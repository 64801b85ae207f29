import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type SavedReport } from '@action-tracker/contracts';
import { REPORT_PATHS, type Breakdown, type Series } from '@action-tracker/contracts/measures';
import { OFFER_FILE } from '../../platform/files/offer-file';
import { A_TRACKER, ME, refusal, USERS } from '../../testing/answers';
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
} from '../../testing/page';
import { ReportBuilder } from './report-builder';

const SERIES: Series = {
  ...({ measure: 'age_days', by: null, unit: 'days', axis: 'occurred', step: 'day' } as const),
  steps: [
    { from: '2026-11-19', to: '2026-11-19' },
    { from: '2026-11-20', to: '2026-11-20' },
  ],
  points: [
    { date: '2026-11-19', key: null, value: 12, p85: 30 },
    { date: '2026-11-20', key: null, value: 12.5, p85: 40 },
  ],
};
const BREAKDOWN: Breakdown = {
  ...({ measure: 'open', by: 'priority', by2: null, unit: 'items', axis: 'occurred' } as const),
  ...{ from: null, to: '2026-11-20', total: 4 },
  cells: [{ key: 'High', key2: null, value: 4 }],
};
const SAVED: SavedReport = {
  ...{ id: 9, name: 'Blocked by owner', owner_id: 1, is_own: true, is_shared: false, version: 3 },
  ...{ created_at: '2026-11-01T10:00:00.000Z', updated_at: '2026-11-01T10:00:00.000Z' },
  query: 'measure=blocked&by=owner&chart=bar',
};

async function page(query = '', breakdown = BREAKDOWN) {
  await TestBed.inject(Router).navigateByUrl(`/reports/figures${query}`);
  const answers = {
    ...{ [REPORT_PATHS.series]: SERIES, [REPORT_PATHS.breakdown]: breakdown },
    [API_PATHS.savedReport(9)]: SAVED,
  };
  const fixture = await open(ReportBuilder, [], answers);
  await settled(fixture);
  return { fixture, element: elementOf(fixture) };
}

const chosen = (element: HTMLElement) =>
  [...element.querySelectorAll('select')].map(({ value }) => value);

describe('a report that people put together', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('begins with open items over time, with the 85th percentile of days', async () => {
    const { element } = await page();
    expect(chosen(element)).toEqual(['open', 'line', '', '90', 'week']);
    expect(textOf(element.querySelector('h2'))).toBe('Open days, median');
    expect(textOf(element)).toContain('Items that are not Complete.');
    expect(textOf(element.querySelector('.legend'))).toBe('Open 85th percentile');
  });

  it('is what its address says; bars are of the moment and by something', async () => {
    const { element } = await page('?measure=blocked&chart=bar&by=priority&tracker_id=1');
    expect(chosen(element)).toEqual(['blocked', 'bar', 'priority']);
    expect(element.querySelectorAll('.bar')).toHaveLength(1);
    expect(textOf(element)).toContain('Items with the status Blocked. Tracker: AD Astro Digital.');
    const other = await page('?chart=bar&by=bucket&measure=open');
    expect(chosen(other.element)).toEqual(['open', 'bar', 'owner']);
  });

  it('of what happened is of a period, also by groups, and so are its lists', async () => {
    const measured = { ...BREAKDOWN, ...({ measure: 'completed', from: '2026-10-22' } as const) };
    const all = await page('?measure=completed&chart=bar&by=priority', { ...measured, from: null });
    expect(chosen(all.element)).toEqual(['completed', 'bar', 'priority', '']);
    expect(textOf(all.element)).toContain('in the period. Period: Since the beginning.');
    const query = '?measure=completed&chart=table&by=priority&range=30';
    const { element } = await page(query, measured);
    expect(chosen(element)).toEqual(['completed', 'table', 'priority', '', '30']);
    expect(textOf(element)).toContain('in the period. Period: 30 days.');
    expect(element.querySelector('td a')?.getAttribute('href')).toBe(
      '/items?counted_by=completed&by=priority&key=High&from=2026-10-22&to=2026-11-20&sort=id',
    );
  });

  it.each([
    ['completed', '&from=-P364D'],
    ['open', ''],
  ])('asks for the period of groups of what happened: %s', async (measure, from) => {
    const query = `measure=${measure}&by=priority`;
    const url = `/reports/figures?${query}&chart=bar&range=365`;
    await TestBed.inject(Router).navigateByUrl(url);
    TestBed.createComponent(ReportBuilder);
    expect(await sent('GET', `${REPORT_PATHS.breakdown}?${query}${from}`)).toBeDefined();
  });

  it('is a cross table, whose numbers are links', async () => {
    const cells = [
      { key: 'High', key2: 1, value: 4 },
      { key: 'Low', key2: 2, value: 7 },
    ];
    const { element } = await page('?chart=table&by=priority&by2=owner', {
      ...{ ...BREAKDOWN, by2: 'owner', cells },
    });
    expect([...element.querySelectorAll('thead th')].map(textOf)).toEqual([
      ...['Group', 'Jun Kawasaki', 'Maria Fitzgerald'],
    ]);
    const links = [...element.querySelectorAll('td a')];
    expect(links.map(textOf)).toEqual(['4', '7']);
    expect(links[0]?.getAttribute('href')).toBe(
      '/items?counted_by=open&by=priority&key=High&by2=owner&key2=1&sort=id',
    );
  });

  it('of days gives all that its table shows away, medians of zero days among it', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const read = (file: Blob) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => resolve(reader.result));
      reader.readAsText(file);
    };
    TestBed.overrideProvider(OFFER_FILE, { useValue: read });
    const cells = [{ key: 'High', key2: 1, value: 0, p85: 2.5 }];
    const { fixture, element } = await page('?measure=age_days&chart=table&by=priority&by2=owner', {
      ...BREAKDOWN,
      ...({ measure: 'age_days', by2: 'owner', unit: 'days', total: null, cells } as const),
    });
    expect([...element.querySelectorAll('td a')].map(textOf)).toEqual(['0 (85 %: 2.5)']);
    press(fixture, 'CSV');
    expect(await promise).toBe(
      'Group,Maria Fitzgerald,"Maria Fitzgerald, 85th percentile"\r\nHigh,0,2.5\r\n',
    );
  });

  it('of too many points says what to choose instead', async () => {
    await TestBed.inject(Router).navigateByUrl('/reports/figures?by=owner&range=3650&step=day');
    const fixture = TestBed.createComponent(ReportBuilder);
    const asked = `${REPORT_PATHS.series}?measure=open&by=owner&from=-P3649D&step=day`;
    const refused = refusal('VALIDATION_ERROR', 'step: too many points', {
      details: [{ field: 'step', message: 'too many points' }],
    });
    (await sent('GET', asked)).flush(refused, { status: 400, statusText: 'Bad Request' });
    await answer(fixture, {
      ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
    });
    expect(textOf(elementOf(fixture).querySelector('[role=alert]'))).toBe(
      'Too many points Choose longer steps, a shorter period, or a filter that leaves fewer groups.',
    );
  });

  it('is a single number, with the one before', async () => {
    const { element } = await page('?measure=age_days&chart=number');
    expect(textOf(element.querySelector('p.number'))).toBe('12.5');
    expect(textOf(element)).toContain('until 11/20/2026 · one step before: 12');
    expect(chosen(element)).toEqual(['age_days', 'number', '90', 'week']);
  });

  it('keeps every choice in the address', async () => {
    const { element } = await page();
    const values = ['age_days', 'area', 'priority', '365', 'month'];
    for (const [index, select] of [...element.querySelectorAll('select')].entries()) {
      type(select, values[index] ?? '');
      select.dispatchEvent(new Event('change'));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(TestBed.inject(Router).url).toBe(
      '/reports/figures?measure=age_days&chart=area&by=priority&range=365&step=month',
    );
  });

  it('is saved under a name, without its moment', async () => {
    const { fixture, element } = await page('?measure=blocked&status=TBC&as_of=2026-11-01');
    press(fixture, 'Save…');
    await settled(fixture);
    const name = element.querySelector<HTMLInputElement>('at-save-dialog input');
    if (!name) throw new Error('Expected a field for the name');
    type(name, ' Blocked ');
    press(fixture, 'Save');
    const dialog = element.querySelector('at-save-dialog form');
    dialog?.dispatchEvent(new Event('submit', { cancelable: true }));
    const request = await sent('POST', API_PATHS.savedReports);
    expect(request.request.body).toEqual({
      ...{ name: 'Blocked', is_shared: false },
      query: 'measure=blocked&chart=line&range=90&step=week&status=TBC',
    });
  });

  it('that is saved shows its name, and its owner saves what changed', async () => {
    const { fixture, element } = await page('?measure=blocked&by=priority&chart=bar&saved=9');
    expect(textOf(element.querySelector('h1'))).toBe('Blocked by owner');
    press(fixture, 'Save changes');
    const request = await sent('PATCH', API_PATHS.savedReport(9));
    expect(request.request.headers.get('If-Match')).toBe('"3"');
    expect(request.request.body).toEqual({ query: 'measure=blocked&by=priority&chart=bar' });
  });
});
