import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { anItem } from '../../testing/answers';
import { answer, configureClient, elementOf, open, textOf } from '../../testing/page';
import { ItemListStore } from '../store/item-list-store';
import { ItemList } from './item-list';

const PATH = API_PATHS.trackerItems(1);
const item = (number: number) =>
  anItem({
    ...{ id: `AD-${String(number).padStart(3, '0')}`, number, title: `Item ${number}` },
    status: number % 2 === 0 ? 'Complete' : 'New',
  });
const ITEMS = Array.from({ length: 200 }, (_, at) => item(at + 1));

async function table(query = 'sort=id') {
  await TestBed.inject(Router).navigateByUrl(`/trackers/1?${query}`);
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [PATH]: ITEMS });
  const element = elementOf(fixture);
  document.body.append(element);
  const cell = (number: number, column = 'due_date') => {
    const id = item(number).id;
    const found = element.querySelector<HTMLElement>(`[data-cell="${id} ${column}"]`);
    if (!found) throw new Error(`Expected a cell of ${id}`);
    return found;
  };
  const settle = async () => {
    await answer(fixture, { [PATH]: ITEMS });
    await fixture.whenStable();
  };
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    const init = { key: name, code: name, bubbles: true, cancelable: true, ...more };
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init));
    await settle();
  };
  const click = async (target: Element | null, more: MouseEventInit = {}) => {
    target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));
    await settle();
  };
  const box = (number: number) => cell(number, 'id').querySelector<HTMLInputElement>('.pick');
  const selected = () =>
    [...element.querySelectorAll('[aria-selected=true] td.id')].map((id) =>
      Number(textOf(id).slice(3)),
    );
  const said = () => textOf(element.querySelector('at-bulk-bar [role=status]'));
  return { fixture, element, cell, key, click, box, selected, said };
}

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('rows of the table', () => {
  it('are selected one by one with x, which takes them back too', async () => {
    const { cell, key, selected, said } = await table();
    cell(2).focus();
    await key('x');
    await key('j');
    await key('j');
    await key('x');
    expect(selected()).toEqual([2, 4]);
    expect(said()).toBe('2 selected');
    await key('x');
    expect(selected()).toEqual([2]);
  });

  it('are selected with Shift and the arrow keys, or Shift with j and k', async () => {
    const { cell, key, selected } = await table();
    cell(3).focus();
    await key('ArrowDown', { shiftKey: true });
    await key('ArrowDown', { shiftKey: true });
    expect(selected()).toEqual([3, 4, 5]);
    await key('ArrowUp', { shiftKey: true });
    expect(selected()).toEqual([3, 4]);
    await key('J', { shiftKey: true });
    await key('J', { shiftKey: true });
    await key('K', { shiftKey: true });
    expect(selected()).toEqual([3, 4, 5]);
    await key('ArrowRight', { shiftKey: true });
    await key('ArrowDown');
    expect(selected()).toEqual([3, 4, 5]);
  });

  it('are selected with their checkboxes, and ranges with Shift, beside what was selected', async () => {
    const { box, click, selected } = await table();
    await click(box(2));
    await click(box(5));
    await click(box(8), { shiftKey: true });
    expect(selected()).toEqual([2, 5, 6, 7, 8]);
    await click(box(6), { shiftKey: true });
    expect(selected()).toEqual([2, 5, 6]);
    expect([box(5)?.checked, box(8)?.checked]).toEqual([true, false]);
    await click(box(5));
    expect(selected()).toEqual([2, 6]);
  });

  it('are selected with Ctrl and a click on a cell; a link still leads to its item', async () => {
    const { element, cell, click, selected } = await table();
    await click(cell(4), { ctrlKey: true });
    await click(cell(6), { metaKey: true });
    await click(cell(9));
    const link = cell(7, 'title').querySelector('a');
    // jsdom cannot open it.
    element.addEventListener('click', (event) => {
      expect(event.defaultPrevented).toBe(event.target !== link);
      if (event.target === link) event.preventDefault();
    });
    await click(link, { ctrlKey: true });
    expect(selected()).toEqual([4, 6]);
    await click(cell(8), { shiftKey: true });
    expect(selected()).toEqual([4, 6, 7, 8]);
    expect(document.activeElement).toBe(cell(8));
  });

  it('are all selected with Ctrl-A, with those that are not drawn, and the number is said', async () => {
    const { element, cell, key, said } = await table('status=New&sort=id');
    cell(1).focus();
    await key('a', { ctrlKey: true });
    expect(said()).toBe('All 100 that match are selected');
    expect(element.querySelectorAll('tr.item').length).toBeLessThan(100);
    await key('x');
    expect(said()).toBe('99 selected');
    const all = [...element.querySelectorAll('at-bulk-bar button')].find((button) =>
      textOf(button).startsWith('Select all 100 that match'),
    );
    if (!(all instanceof HTMLElement)) throw new Error('Expected a button that selects all');
    all.click();
    await key('Shift');
    expect(said()).toBe('All 100 that match are selected');
  });

  it('are all selected and cleared with the checkbox above them', async () => {
    const { element, box, click, selected, said } = await table();
    const all = () => element.querySelector<HTMLInputElement>('th .pick');
    await click(box(1));
    expect(all()?.indeterminate).toBe(true);
    await click(all());
    expect(said()).toBe('All 200 that match are selected');
    await click(all());
    expect(selected()).toEqual([]);
    expect(element.querySelector('at-bulk-bar section')).toBeNull();
  });

  it('are selected no longer after Escape, or where a filter hides them', async () => {
    const { cell, key, selected, said } = await table();
    cell(1).focus();
    await key('x');
    await key('ArrowDown', { shiftKey: true });
    await TestBed.inject(Router).navigateByUrl('/trackers/1?status=New&sort=id');
    await key('Shift');
    expect(selected()).toEqual([1]);
    expect(said()).toBe('1 selected');
    await key('Escape');
    expect(selected()).toEqual([]);
  });

  it('of the past cannot be selected', async () => {
    const { element, cell, key, click } = await table('as_of=2026-11-12T23:59:59.999Z&sort=id');
    expect(element.querySelector('.pick')).toBeNull();
    cell(1).focus();
    await key('x');
    await key('ArrowDown', { shiftKey: true });
    await click(cell(4), { ctrlKey: true });
    expect(element.querySelector('.is-selected')).toBeNull();
  });

  it('leave Ctrl-A to the text of a field', async () => {
    const { element, key, selected } = await table();
    element.querySelector<HTMLElement>('[type=search]')?.focus();
    await key('a', { ctrlKey: true });
    expect(selected()).toEqual([]);
  });

  it('mark no text between two clicks with Shift, which the browser else does', async () => {
    const { cell } = await table();
    const down = (target: Element | null, shiftKey: boolean) => {
      const init = { bubbles: true, cancelable: true, shiftKey };
      const event = new MouseEvent('mousedown', init);
      target?.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(down(cell(4), true)).toBe(true);
    expect(down(cell(4), false)).toBe(false);
    expect(down(cell(4, 'title').querySelector('a'), true)).toBe(false);
  });
});
