import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type Breakdown, type Series } from '@action-tracker/contracts';
import { configureClient, elementOf, open, settled, textOf, type } from '../../testing/page';
import { ReportBuilder } from './report-builder';

const SERIES: Series = {
  ...({ measure: 'age_days', by: null, unit: 'days', axis: 'occurred', step: 'day' } as const),
  steps: [{ from: '2026-11-20', to: '2026-11-20' }],
  points: [{ date: '2026-11-20', key: null, value: 12.5, p85: 40 }],
};
const BREAKDOWN: Breakdown = {
  ...({ measure: 'open', by: 'priority', by2: null, unit: 'items', axis: 'occurred' } as const),
  ...{ from: null, to: '2026-11-20', total: 4 },
  cells: [{ key: 'High', key2: null, value: 4 }],
};
const NAMES = ['measure', 'by', 'chart', 'range', 'step', 'tracker_id'];

async function page(query = '') {
  await TestBed.inject(Router).navigateByUrl(`/reports/figures${query}`);
  const params = new URLSearchParams(query);
  const bindings = NAMES.map((name) => inputBinding(name, () => params.get(name) ?? undefined));
  const answers = { [API_PATHS.series]: SERIES, [API_PATHS.breakdown]: BREAKDOWN };
  const fixture = await open(ReportBuilder, bindings, answers);
  await settled(fixture);
  return elementOf(fixture);
}

const chosen = (element: HTMLElement) =>
  [...element.querySelectorAll('select')].map(({ value }) => value);

describe('a report that people put together', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('begins with open items over time', async () => {
    const element = await page();
    expect(chosen(element)).toEqual(['open', '', 'line', '', '90', 'week']);
    expect(textOf(element.querySelector('h2'))).toBe('Open days, median');
    expect(textOf(element)).toContain('Items that are not Complete.');
  });

  it('is what its address says; bars are of the moment and by something', async () => {
    const element = await page('?measure=blocked&chart=bar&by=priority&tracker_id=1');
    expect(chosen(element)).toEqual(['blocked', 'priority', 'bar', '1']);
    expect(element.querySelectorAll('.bar')).toHaveLength(1);
    expect(chosen(await page('?chart=bar&by=bucket&measure=open'))).toEqual([
      ...['open', 'owner', 'bar', ''],
    ]);
  });

  it('keeps every choice in the address', async () => {
    const element = await page();
    const values = ['age_days', 'bucket', 'area', '1', '365', 'month'];
    for (const [index, select] of [...element.querySelectorAll('select')].entries()) {
      const value = values[index] ?? '';
      // Ranges of days appear only once the address names the measure.
      if (value === 'bucket') continue;
      type(select, value);
      select.dispatchEvent(new Event('change'));
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(TestBed.inject(Router).url).toBe(
      '/reports/figures?measure=age_days&chart=area&tracker_id=1&range=365&step=month',
    );
  });
});
