import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS, listColumns, type SavedView } from '@action-tracker/contracts';
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
import { ItemListStore } from '../store/item-list-store';
import { ITEM_COLUMNS } from '../view/item-order';
import { ListView } from '../view/list-view';
import { ViewState } from '../view/view-state';
import { ViewMenu } from './view-menu';

const VIEW: SavedView = {
  ...{ id: 4, name: 'Blocked', owner_id: 1, is_own: true, is_shared: true, version: 1 },
  ...{ created_at: '2026-11-01T10:00:00.000Z', updated_at: '2026-11-01T10:00:00.000Z' },
  ...{ tracker_id: 1, is_default: false },
  query: 'status=Blocked&group=owner_id&sort=-due_date&column=id&column=title&column=status',
};
const OTHER: SavedView = { ...VIEW, id: 5, name: 'Elsewhere', tracker_id: 2 };

async function menu(url: string, views: readonly SavedView[] = [VIEW, OTHER]) {
  await TestBed.inject(Router).navigateByUrl(url);
  TestBed.inject(ListView);
  TestBed.inject(ItemListStore).scope.set(1);
  const answers = { [API_PATHS.views]: views, [API_PATHS.trackerItems(1)]: [] };
  const fixture = await open(ViewMenu, [], answers);
  await settled(fixture);
  const openMenu = async () => {
    elementOf(fixture).querySelector('button')?.click();
    await answer(fixture, answers);
  };
  return { fixture, element: elementOf(fixture), openMenu };
}

describe('the saved views of a list', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('lists those of this list, and shows one with its filters, order and columns', async () => {
    const { fixture, element, openMenu } = await menu('/trackers/1?sort=id');
    await openMenu();
    expect([...element.querySelectorAll('.view')].map(textOf)).toEqual([
      ...['Blocked shared', 'Save this view…', 'All saved views'],
    ]);
    press(fixture, 'Blocked');
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(
      '/trackers/1?status=Blocked&group=owner_id&sort=-due_date',
    );
    const { hidden, shown } = TestBed.inject(ViewState).table();
    expect(hidden).toContain('owner_id');
    expect([hidden.includes('status'), shown]).toEqual([false, []]);
    expect(textOf(element.querySelector('button'))).toBe('Blocked');
  });

  it('saves what the list shows, with its columns', async () => {
    const { fixture, element, openMenu } = await menu(
      '/trackers/1?status=TBC&withdrawn=true&sort=id',
    );
    await openMenu();
    press(fixture, 'Save this view…');
    await settled(fixture);
    const name = element.querySelector<HTMLInputElement>('at-save-dialog input');
    if (!name) throw new Error('Expected a field for the name');
    type(name, 'To confirm');
    const form = element.querySelector('at-save-dialog form');
    form?.dispatchEvent(new Event('submit', { cancelable: true }));
    const { request } = await sent('POST', API_PATHS.views);
    expect(request.body).toMatchObject({
      ...{ name: 'To confirm', is_shared: false, is_default: false, tracker_id: 1 },
      query: expect.stringMatching(/^status=TBC&sort=id&withdrawn=true&column=id&column=title/),
    });
  });

  it('does not save the items behind a number', async () => {
    const { element, openMenu } = await menu('/trackers/1?counted_by=open&sort=id');
    await openMenu();
    expect(textOf(element)).toContain('The items behind a number of a report cannot be saved.');
  });

  it('have columns that the server knows', () => {
    expect(listColumns()).toEqual(expect.arrayContaining([...ITEM_COLUMNS]));
    expect(listColumns()).toHaveLength(ITEM_COLUMNS.length);
  });
});
