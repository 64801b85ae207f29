import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type SavedReport, type SavedView } from '@action-tracker/contracts';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../testing/page';
import { SavedPages } from './saved-page';

const TIMES = { created_at: '2026-11-01T10:00:00.000Z', updated_at: '2026-11-01T10:00:00.000Z' };
const MINE: SavedView = {
  ...{ id: 1, name: 'Blocked', owner_id: 1, is_own: true, is_shared: false, version: 2, ...TIMES },
  ...{ tracker_id: 1, query: 'status=Blocked', is_default: true },
};
const OTHERS: SavedView = {
  ...{ ...MINE, id: 2, name: 'Overdue', owner_id: 2, is_own: false, is_shared: true },
  ...{ tracker_id: null, is_default: false },
};
const REPORT: SavedReport = {
  ...{ id: 3, name: 'Open by owner', owner_id: 1, is_own: true, is_shared: false, version: 2 },
  ...{ ...TIMES, query: 'measure=open&by=owner' },
};

async function page() {
  const fixture = await open(SavedPages, [], {
    [API_PATHS.views]: [MINE, OTHERS],
    [API_PATHS.savedReports]: [REPORT],
  });
  await settled(fixture);
  const element = elementOf(fixture);
  return { fixture, element, lines: [...element.querySelectorAll('li')] };
}

const labelled = (element: HTMLElement, label: string) =>
  element.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`);

describe('what is saved', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is listed with its list and who shares it; only one’s own can be changed', async () => {
    const { lines } = await page();
    expect(lines.map(textOf)).toEqual([
      'Blocked AD Astro Digital · default Change Delete',
      'Overdue All items · shared by Jun Kawasaki',
      'Open by owner Change Delete',
      'No dashboard yet. Save reports, then arrange them here.',
    ]);
    expect(lines.map((line) => line.querySelector('a')?.getAttribute('href') ?? '')).toEqual([
      ...['/views/1', '/views/2', '/reports/figures?measure=open&by=owner&saved=3', ''],
    ]);
  });

  it('is renamed and shared', async () => {
    const { fixture, element } = await page();
    labelled(element, 'Change Blocked')?.click();
    await settled(fixture);
    element.querySelector<HTMLInputElement>('at-save-dialog input[type=checkbox]')?.click();
    const form = element.querySelector('at-save-dialog form');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    const request = await sent('PATCH', API_PATHS.view(1));
    expect(request.request.body).toEqual({ name: 'Blocked', is_shared: true, is_default: true });
    request.flush({ ...MINE, is_shared: true });
    await answer(fixture, { [API_PATHS.views]: [{ ...MINE, is_shared: true }] });
    expect(textOf(element.querySelector('li'))).toContain('default · shared');
  });

  it('is deleted after a question', async () => {
    const { fixture, element } = await page();
    labelled(element, 'Delete Open by owner')?.click();
    await settled(fixture);
    expect(textOf(element.querySelector('dialog'))).toContain('Delete “Open by owner”?');
    element.querySelector<HTMLButtonElement>('dialog .is-filled')?.click();
    (await sent('DELETE', API_PATHS.savedReport(3))).flush(null);
    await answer(fixture, { [API_PATHS.savedReports]: [] });
    expect(textOf(element)).toContain('No report yet.');
  });

  it('begins with an empty dashboard, which opens', async () => {
    const { fixture, element } = await page();
    press(fixture, 'New dashboard');
    await settled(fixture);
    const name = element.querySelector<HTMLInputElement>('at-save-dialog input');
    if (!name) throw new Error('Expected a field for the name');
    name.value = 'Monday';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    const form = element.querySelector('at-save-dialog form');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    const request = await sent('POST', API_PATHS.dashboards);
    expect(request.request.body).toEqual({ name: 'Monday', is_shared: false, report_ids: [] });
    request.flush({ ...REPORT, id: 8, reports: [] });
    await settled(fixture);
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/dashboards/8');
  });
});
