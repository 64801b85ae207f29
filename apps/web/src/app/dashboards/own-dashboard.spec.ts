import { inputBinding } from '@angular/core';
import { API_PATHS, type SavedDashboard, type SavedReport } from '@action-tracker/contracts';
import { REPORT_PATHS, type Series } from '@action-tracker/contracts/measures';
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
import { OwnDashboard } from './own-dashboard';

const SERIES: Series = {
  ...({ measure: 'open', by: null, unit: 'items', axis: 'occurred', step: 'week' } as const),
  steps: [{ from: '2026-11-16', to: '2026-11-20' }],
  points: [{ date: '2026-11-20', key: null, value: 3 }],
};
const TIMES = { created_at: '2026-11-01T10:00:00.000Z', updated_at: '2026-11-01T10:00:00.000Z' };
const reportOf = (id: number, name: string, query: string): SavedReport => ({
  ...{ id, name, query, owner_id: 1, is_own: true, is_shared: true, version: 1, ...TIMES },
});
const OPEN = reportOf(2, 'All open', 'measure=open');
const LATE = reportOf(3, 'Late', 'measure=overdue&owner_id=2');
const MORE = reportOf(4, 'Blocked now', 'measure=blocked&chart=number');
const DASHBOARD: SavedDashboard = {
  ...{ id: 7, name: 'Monday', owner_id: 1, is_own: true, is_shared: true, version: 5, ...TIMES },
  reports: [OPEN, LATE],
};

const LISTED = {
  [API_PATHS.savedReports]: [OPEN, LATE, MORE, { ...reportOf(5, 'Mine', ''), is_shared: false }],
  [REPORT_PATHS.series]: SERIES,
};

async function page(given: Partial<SavedDashboard> = {}) {
  const fixture = await open(OwnDashboard, [inputBinding('dashboardId', () => '7')], {
    [API_PATHS.dashboard(7)]: { ...DASHBOARD, ...given },
    ...LISTED,
  });
  await settled(fixture);
  return { fixture, element: elementOf(fixture) };
}

const headings = (element: HTMLElement) => [...element.querySelectorAll('h2')].map(textOf);
const named = (element: HTMLElement, label: string) =>
  element.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`);

describe('a dashboard of one’s own', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows its reports in their order, under their names', async () => {
    const { element } = await page();
    expect(textOf(element.querySelector('h1'))).toBe('Monday');
    expect(headings(element)).toEqual(['All open items', 'Late items']);
    expect(textOf(element)).toContain('Open items whose due date has passed. Owner: Jun Kawasaki.');
  });

  it('of somebody else is only read', async () => {
    const { element } = await page({ is_own: false });
    expect([...element.querySelectorAll('button')].map(textOf)).not.toContain('Arrange');
  });

  it('is put in another order, without the mouse too', async () => {
    const { fixture, element } = await page();
    press(fixture, 'Arrange');
    await answer(fixture, LISTED);
    const button = named(element, 'Move Late to the front');
    button?.focus();
    button?.click();
    const request = await sent('PATCH', API_PATHS.dashboard(7));
    expect(request.request.body).toEqual({ report_ids: [3, 2] });
    request.flush({ ...DASHBOARD, version: 6, reports: [LATE, OPEN] });
    await answer(fixture, LISTED);
    expect(headings(element)).toEqual(['Late items', 'All open items']);
    expect(document.activeElement).toBe(named(element, 'Move Late to the front'));
    named(element, 'Remove Late from the dashboard')?.click();
    const removal = await sent('PATCH', API_PATHS.dashboard(7));
    expect(removal.request.headers.get('If-Match')).toBe('"6"');
    expect(removal.request.body).toEqual({ report_ids: [2] });
  });

  it('takes another saved report that everybody sees who sees it', async () => {
    const { fixture, element } = await page();
    press(fixture, 'Arrange');
    await answer(fixture, LISTED);
    const select = element.querySelector('select');
    if (!select) throw new Error('Expected a choice of reports');
    expect([...select.options].map(textOf)).toEqual(['Choose a report', 'Blocked now']);
    type(select, '4');
    select.dispatchEvent(new Event('change'));
    const request = await sent('PATCH', API_PATHS.dashboard(7));
    expect(request.request.body).toEqual({ report_ids: [2, 3, 4] });
    request.flush(
      { error: { code: 'PRECONDITION_FAILED', message: 'changed', correlation_id: 'x' } },
      { status: 412, statusText: 'x' },
    );
    await answer(fixture, { ...LISTED, [API_PATHS.dashboard(7)]: DASHBOARD });
    expect(element.querySelector('at-refusal')).not.toBeNull();
  });

  it('says so when it has none', async () => {
    const { element } = await page({ reports: [] });
    expect(textOf(element)).toContain('No report on this dashboard yet.');
  });
});
