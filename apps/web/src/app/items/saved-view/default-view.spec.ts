import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, type SavedView } from '@action-tracker/contracts';
import { anItem, ME, refusal, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { TrackerItems } from '../list/tracker-items';

const VIEW: SavedView = {
  ...{ id: 4, name: 'Blocked', owner_id: 1, is_own: true, is_shared: true, version: 1 },
  ...{ created_at: '2026-11-01T10:00:00.000Z', updated_at: '2026-11-01T10:00:00.000Z' },
  ...{ tracker_id: 7, is_default: true, query: 'status=Blocked&sort=-due_date' },
};
const AD = { id: 7, prefix: 'AD', name: 'Astro Digital' };
const ITEMS = [
  anItem({ id: 'AD-001', status: 'New' }),
  anItem({ id: 'AD-002', number: 2, status: 'Blocked' }),
];
const ANSWERS = { [API_PATHS.tracker(7)]: AD, [API_PATHS.trackerItems(7)]: ITEMS };

/** The page of a tracker with everything but its saved views. */
async function page(url: string) {
  await TestBed.inject(Router).navigateByUrl(url);
  const fixture = TestBed.createComponent(TrackerItems, {
    bindings: [inputBinding('trackerId', () => '7')],
  });
  const views = await sent('GET', API_PATHS.views);
  for (const [path, body] of Object.entries(ANSWERS)) (await sent('GET', path)).flush(body);
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
  const ids = () => [...elementOf(fixture).querySelectorAll('td.id')].map(textOf);
  const shown = async () => {
    await answer(fixture, { ...ANSWERS, ...OTHERS });
    await settled(fixture);
    return { ids: ids(), url: TestBed.inject(Router).url };
  };
  return { views, ids, shown };
}

const OTHERS = {
  ...{ [API_PATHS.users]: USERS, [API_PATHS.me]: ME, [API_PATHS.trackers]: [AD] },
  [API_PATHS.reviews(7)]: [],
};

describe('a list whose address names no view', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('opens with its default view, and shows no other list before', async () => {
    const { views, ids, shown } = await page('/trackers/7');
    expect(ids()).toEqual([]);
    views.flush([{ ...VIEW, tracker_id: 8, query: 'status=New' }, VIEW]);
    expect(await shown()).toEqual({
      ...{ ids: ['AD-002'], url: '/trackers/7?status=Blocked&sort=-due_date' },
    });
  });

  it('opens with a default of one’s own rather than a shared one', async () => {
    const { views, shown } = await page('/trackers/7');
    views.flush([VIEW, { ...VIEW, id: 5, is_shared: false, query: 'status=New&sort=id' }]);
    expect(await shown()).toEqual({ ids: ['AD-001'], url: '/trackers/7?status=New&sort=id' });
  });

  it('opens as it was left when it has no default, or none can be read', async () => {
    const { views, shown } = await page('/trackers/7');
    views.flush([{ ...VIEW, is_default: false }]);
    expect((await shown()).ids).toEqual(['AD-001', 'AD-002']);
    TestBed.resetTestingModule();
    configureClient();
    const again = await page('/trackers/7');
    again.views.flush(refusal('FORBIDDEN', 'no'), { status: 403, statusText: 'Forbidden' });
    expect((await again.shown()).ids).toEqual(['AD-001', 'AD-002']);
  });

  it('does not come back when somebody has gone to another page meanwhile', async () => {
    const { views, shown } = await page('/trackers/7');
    views.flush([VIEW]);
    await TestBed.inject(Router).navigateByUrl('/trackers/8?sort=id');
    expect((await shown()).url).toBe('/trackers/8?sort=id');
  });

  it('lets nobody be called back from a page that is no list', async () => {
    const { views, shown } = await page('/trackers/7');
    views.flush([VIEW]);
    await TestBed.inject(Router).navigateByUrl('/people');
    expect((await shown()).url).toBe('/people');
  });
});

it('a list whose address names a view shows that one', async () => {
  localStorage.clear();
  configureClient();
  await TestBed.inject(Router).navigateByUrl('/trackers/7?status=New&sort=id');
  const trackerId = inputBinding('trackerId', () => '7');
  const fixture = await open(TrackerItems, [trackerId], { ...ANSWERS, [API_PATHS.views]: [VIEW] });
  expect([...elementOf(fixture).querySelectorAll('td.id')].map(textOf)).toEqual(['AD-001']);
  expect(TestBed.inject(Router).url).toBe('/trackers/7?status=New&sort=id');
});
