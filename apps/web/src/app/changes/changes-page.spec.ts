import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { anItem, A_TRACKER } from '../testing/answers';
import { configureClient, elementOf, open, settled, textOf } from '../testing/page';
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
      due_date: { from: '2026-12-01', to: '2026-11-30', days: -1 },
    },
    {
      ...{ item_id: 'AD-002', title: 'Baseline the ICD', notes_added: 0 },
      kinds: ['completed', 'due_date_moved'],
      due_date: { from: null, to: '2026-12-24', days: null },
      status: { from: 'Blocked', to: 'Complete', path: ['In Progress', 'Complete'] },
    },
  ],
  untouched: ['AD-003'],
};

async function page(
  query: Readonly<Record<string, string>>,
  reviews: readonly object[] = [REVIEW],
) {
  const search = new URLSearchParams(query).toString();
  await TestBed.inject(Router).navigateByUrl(`/trackers/1/changes?${search}`);
  const inputs = Object.entries(query).map(([name, value]) => inputBinding(name, () => value));
  const fixture = await open(ChangesPage, [inputBinding('trackerId', () => '1'), ...inputs], {
    [API_PATHS.tracker(1)]: A_TRACKER,
    [API_PATHS.reviews(1)]: reviews,
    [API_PATHS.trackerItems(1)]: [anItem({ id: 'AD-003', number: 3, title: 'Left alone' })],
    '/api/trackers/1/changes': CHANGES,
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
      'Due date moved 2 AD-001 Signed contract 12/01/2026 11/30/2026 (−1 day)' +
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
    expect(links[1]).toBe('/items/AD-002?as_of=2026-11-19T12:00:00.000Z');
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

  it('need a moment to begin with', async () => {
    const element = await page({}, []);
    expect(textOf(element)).toContain('No review has been closed yet');
  });
});
