import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { Polling } from '../../platform/polling/polling';
import { anItem } from '../../testing/answers';
import { answer, configureClient, elementOf, open, sent, type } from '../../testing/page';
import { ItemListStore } from '../store/item-list-store';
import { ListView } from '../view/list-view';
import { ItemList } from './item-list';

const PATH = API_PATHS.trackerItems(1);
const ITEMS = ['Antenna', 'Battery', 'Cable', 'Drive'].map((title, at) =>
  anItem({ id: `AD-00${at + 1}`, number: at + 1, title }),
);
const without = (...ids: readonly string[]) => ITEMS.filter(({ id }) => !ids.includes(id));
/** The first item becomes the last by title. */
const REORDERED = ITEMS.map((item) =>
  item.id === 'AD-001' ? { ...item, title: 'Zenith', version: 5 } : item,
);

async function table() {
  const store = TestBed.inject(ItemListStore);
  store.show(1);
  TestBed.inject(ListView).orderBy({ column: 'title', direction: 'asc' });
  const fixture = await open(ItemList, [], { [PATH]: ITEMS });
  const element = elementOf(fixture);
  const cell = (name: string) => {
    const found = element.querySelector<HTMLElement>(`[data-cell="${name}"]`);
    if (!found) throw new Error(`Expected a cell "${name}"`);
    return found;
  };
  const ids = () => [...element.querySelectorAll('td.id a')].map((link) => link.textContent);
  const at = () => document.activeElement?.closest('td')?.dataset['cell'];
  const turnAround = async () => {
    TestBed.inject(ListView).orderBy({ column: 'title', direction: 'desc' });
    await fixture.whenStable();
  };
  const poll = async (newest: object) => {
    void TestBed.inject(Polling).askNow([1]);
    (await sent('GET', PATH)).flush(newest);
    await answer(fixture, {});
  };
  return { fixture, store, element, cell, ids, at, turnAround, poll };
}

describe('the focus in the table of items', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('stays in its cell when the row moves', async () => {
    const { cell, ids, at, turnAround } = await table();
    cell('AD-001 status').focus();
    await turnAround();
    expect(ids()).toEqual(['AD-004', 'AD-003', 'AD-002', 'AD-001']);
    expect(at()).toBe('AD-001 status');
  });

  it('stays in an editor with what is typed when the row moves', async () => {
    const { fixture, element, cell, at, turnAround } = await table();
    cell('AD-001 title').focus();
    cell('AD-001 title').dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', bubbles: true }));
    const control = element.querySelector<HTMLInputElement>('at-cell-editor input');
    if (!control) throw new Error('Expected an editor');
    type(control, 'Antenna of');
    await turnAround();
    expect([at(), document.activeElement]).toEqual(['AD-001 title', control]);
    expect(control.value).toBe('Antenna of');
    fixture.destroy();
  });

  it.each([
    ['the row below', ['AD-002'], 'AD-003 status'],
    ['the row that is where it was', ['AD-002', 'AD-003'], 'AD-004 status'],
  ])('goes to %s when its own goes', async (_, gone, expected) => {
    const { cell, at, poll } = await table();
    cell('AD-002 status').focus();
    await poll(without(...gone));
    expect(at()).toBe(expected);
  });

  it('goes to the last row when that was its own', async () => {
    const { cell, at, poll } = await table();
    cell('AD-004 owner_id').focus();
    await poll(without('AD-004'));
    expect(at()).toBe('AD-003 owner_id');
  });

  it('is not taken from elsewhere', async () => {
    const { element, cell, at, poll } = await table();
    cell('AD-002 status').focus();
    element.querySelector<HTMLElement>('[type=search]')?.focus();
    await poll(without('AD-002'));
    expect(at()).toBeUndefined();
    expect(document.activeElement?.matches('[type=search]')).toBe(true);
  });

  it('keeps the rows in place that are shown from before while they are loaded', async () => {
    const { fixture, store, element, cell, ids, at } = await table();
    store.show(1);
    const answered = await sent('GET', PATH);
    cell('AD-001 status').focus();
    answered.flush(REORDERED);
    await answer(fixture, {});
    expect(ids()).toEqual(['AD-001', 'AD-002', 'AD-003', 'AD-004']);
    expect(cell('AD-001 title').textContent).toContain('Zenith');
    expect(at()).toBe('AD-001 status');
    expect(element.querySelector('.moved')).not.toBeNull();
  });

  it('lets them move while the table is not in use', async () => {
    const { fixture, store, element, ids } = await table();
    element.querySelector('at-item-table')?.dispatchEvent(new Event('pointerenter'));
    store.show(1);
    (await sent('GET', PATH)).flush(REORDERED);
    await answer(fixture, {});
    expect(ids()).toEqual(['AD-002', 'AD-003', 'AD-004', 'AD-001']);
  });
});
