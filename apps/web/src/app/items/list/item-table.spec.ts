import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { anItem } from '../../testing/answers';
import { answer, configureClient, elementOf, open, press, textOf } from '../../testing/page';
import { ItemListStore } from '../store/item-list-store';
import { ItemList } from './item-list';
import { ListPlaces } from './list-places';

const PATH = API_PATHS.trackerItems(1);
const ITEMS = [
  anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', due_date: '2026-12-24' }),
  anItem({ id: 'AD-002', number: 2, title: 'Thermal test', due_date: '2026-12-01' }),
  anItem({ id: 'AD-003', number: 3, title: 'Review', due_date: null }),
];

async function table() {
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [PATH]: ITEMS });
  const element = elementOf(fixture);
  const cell = (name: string) => {
    const found = element.querySelector<HTMLElement>(`[data-cell="${name}"]`);
    if (!found) throw new Error(`Expected a cell "${name}"`);
    return found;
  };
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    const init = { key: name, bubbles: true, cancelable: true, ...more };
    const event = new KeyboardEvent('keydown', init);
    document.activeElement?.dispatchEvent(event);
    await fixture.whenStable();
    return event;
  };
  const ids = () => [...element.querySelectorAll('td.id')].map(textOf);
  const at = () =>
    document.activeElement instanceof HTMLElement && document.activeElement.dataset['cell'];
  return { fixture, element, cell, key, ids, at };
}

const url = () => TestBed.inject(Router).url;

describe('the table of items', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is ordered by a list of columns where a screen is too narrow for headers', async () => {
    const { fixture, element, ids } = await table();
    const columns = element.querySelector<HTMLSelectElement>('.narrow-order select');
    if (!columns) throw new Error('Expected a list of columns');
    columns.value = 'due_date';
    columns.dispatchEvent(new Event('change'));
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-002', 'AD-001', 'AD-003']);
    press(fixture, 'Ascending');
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-001', 'AD-002', 'AD-003']);
    press(fixture, 'Descending');
    await fixture.whenStable();
    expect(ids()).toEqual(['AD-002', 'AD-001', 'AD-003']);
  });

  it('opens the page of an item with Enter where there is nothing to edit', async () => {
    const { cell, key } = await table();
    cell('AD-002 id').focus();
    await key('Enter');
    expect(url()).toBe('/items/AD-002');
  });

  it.each([{ altKey: true }, { metaKey: true }, { ctrlKey: true }])(
    'leaves keys alone that mean something else: %j',
    async (more) => {
      const { cell, key } = await table();
      cell('AD-002 id').focus();
      expect((await key('Enter', more)).defaultPrevented).toBe(false);
      expect(url()).not.toBe('/items/AD-002');
    },
  );

  it('follows a link itself, unless it is for another tab or window', async () => {
    const { fixture, cell } = await table();
    const before = url();
    const click = async (init: MouseEventInit) => {
      const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init });
      let isTaken = false;
      // The browser would go there; jsdom only complains.
      const look = (late: Event) => {
        isTaken = late.defaultPrevented;
        late.preventDefault();
      };
      document.body.addEventListener('click', look, { once: true });
      cell('AD-002 title').querySelector('a')?.dispatchEvent(event);
      await fixture.whenStable();
      return isTaken;
    };
    for (const init of [{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }]) {
      expect(await click(init)).toBe(false);
      expect(url()).toBe(before);
    }
    expect(await click({})).toBe(true);
    expect(url()).toBe('/items/AD-002');
  });

  it('leads to the box for a note of the item where the keyboard is', async () => {
    const { fixture, cell } = await table();
    cell('AD-002 title').focus();
    TestBed.inject(Keyboard).run('note');
    await fixture.whenStable();
    expect(url()).toBe('/items/AD-002#note');
  });
});

describe('the table of items, when somebody comes back to it', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  async function leaveAndComeBack(seen?: string) {
    const first = await table();
    first.cell('AD-002 title').focus();
    first.fixture.destroy();
    if (seen) TestBed.inject(ListPlaces).see(seen);
    const { fixture, at } = await table();
    await answer(fixture, { [PATH]: ITEMS });
    await fixture.whenStable();
    return at();
  }

  it('has the keyboard where it was left', async () => {
    expect(await leaveAndComeBack()).toBe('AD-002 title');
  });

  it('has the keyboard at the item whose page was seen last', async () => {
    expect(await leaveAndComeBack('AD-003')).toBe('AD-003 title');
  });
});
