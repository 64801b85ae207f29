import { TestBed } from '@angular/core/testing';
import { API_PATHS, type ItemDetail } from '@action-tracker/contracts';
import { ItemList } from '../list/item-list';
import { ItemListStore } from '../store/item-list-store';
import { TableLayout } from '../list/table-layout';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { anEvent, anItem, anItemDetail, refusal } from '../../testing/answers';
import {
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';

const PATH = API_PATHS.trackerItems(1);
const ITEMS = [
  anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', version: 4 }),
  anItem({ id: 'AD-002', number: 2, title: 'Thermal test', version: 2 }),
];
const STALE = { status: 412, statusText: 'Precondition Failed' };

async function table() {
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [PATH]: ITEMS });
  const element = elementOf(fixture);
  const cell = (name: string) => {
    const found = element.querySelector<HTMLElement>(`[data-cell="${name}"]`);
    if (!found) throw new Error(`Expected a cell "${name}"`);
    return found;
  };
  const key = async (target: Element, name: string, more: KeyboardEventInit = {}) => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, ...more }));
    await rendered();
  };
  const rendered = async () => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };
  const editor = () => {
    const control = element.querySelector<HTMLInputElement>(
      'at-cell-editor input, at-cell-editor select',
    );
    if (!control) throw new Error('Expected an editor');
    return control;
  };
  const choose = async (list: HTMLInputElement | HTMLSelectElement, value: string) => {
    type(list, value);
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await rendered();
  };
  const edit = async (name: string, text: string) => {
    cell(name).focus();
    await key(cell(name), 'Enter');
    type(editor(), text);
    await key(editor(), 'Enter');
  };
  return { fixture, element, cell, key, editor, choose, edit, rendered };
}

const selectionIn = (control: HTMLInputElement) => [control.selectionStart, control.selectionEnd];

const stale = (given: Partial<ItemDetail>) =>
  refusal('PRECONDITION_FAILED', 'Expected version 4, found 5', {
    current: anItemDetail({ ...ITEMS[0], version: 5, ...given }),
  });

describe('editing in the table', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('walks with arrows, with one stop for Tab', async () => {
    const { element, cell, key } = await table();
    expect(element.querySelectorAll('td[tabindex="0"]')).toHaveLength(1);
    cell('AD-001 id').focus();
    await key(cell('AD-001 id'), 'ArrowRight');
    await key(cell('AD-001 title'), 'ArrowDown');
    expect(document.activeElement).toBe(cell('AD-002 title'));
    expect(element.querySelectorAll('td[tabindex="0"]')).toHaveLength(1);
  });

  it('walks to the first and to the last cell with Control', async () => {
    const { cell, key } = await table();
    cell('AD-001 title').focus();
    await key(cell('AD-001 title'), 'End', { ctrlKey: true });
    expect(document.activeElement).toBe(cell('AD-002 updated_at'));
    await key(cell('AD-002 updated_at'), 'Home', { ctrlKey: true });
    expect(document.activeElement).toBe(cell('AD-001 id'));
  });

  it('goes to the next row in the column where the keyboard is', async () => {
    const { cell } = await table();
    cell('AD-001 status').focus();
    TestBed.inject(Keyboard).run('next');
    expect(document.activeElement).toBe(cell('AD-002 status'));
    TestBed.inject(Keyboard).run('previous');
    expect(document.activeElement).toBe(cell('AD-001 status'));
  });

  it('shows an edit at once and sends only that field, for the version that was read', async () => {
    const { fixture, cell, edit } = await table();
    await edit('AD-001 title', 'Sign both contracts');
    expect(textOf(cell('AD-001 title'))).toBe('Sign both contracts');
    expect(document.activeElement).toBe(cell('AD-001 title'));
    const request = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.request.body).toEqual({ title: 'Sign both contracts' });
    expect(request.request.headers.get('If-Match')).toBe('"4"');
    request.flush(anItemDetail({ ...ITEMS[0], title: 'Sign both contracts', version: 5 }));
    await settled(fixture);
    expect(textOf(cell('AD-001 title'))).toBe('Sign both contracts');
  });

  it('goes on to the next cell with Tab and back with Shift-Tab', async () => {
    const { cell, key, editor } = await table();
    cell('AD-001 title').focus();
    await key(cell('AD-001 title'), 'F2');
    await key(editor(), 'Tab');
    expect(editor().getAttribute('aria-label')).toBe('Due of AD-001');
    await key(editor(), 'Tab', { shiftKey: true });
    expect(editor().getAttribute('aria-label')).toBe('Title of AD-001');
  });

  it('shows a hidden column again when its key is pressed', async () => {
    const { cell, editor, rendered } = await table();
    TestBed.inject(TableLayout).toggleColumn('status');
    await rendered();
    cell('AD-002 title').focus();
    TestBed.inject(Keyboard).run('status');
    expect(editor().getAttribute('aria-label')).toBe('Status of AD-002');
    expect(cell('AD-002 status').contains(editor())).toBe(true);
  });

  it('saves what is chosen in an open list at once', async () => {
    const { cell, key, editor, choose } = await table();
    cell('AD-001 status').focus();
    await key(cell('AD-001 status'), 'Enter');
    await choose(editor(), 'Blocked');
    expect(document.activeElement).toBe(cell('AD-001 status'));
    const request = await sent('POST', API_PATHS.status('AD-001'));
    expect(request.request.body).toEqual({ status: 'Blocked' });
  });

  it('saves nothing that arrow keys pass in a closed list until Enter', async () => {
    const { cell, key, editor, choose } = await table();
    cell('AD-001 priority').focus();
    await key(cell('AD-001 priority'), 'Enter');
    for (const priority of ['Medium', 'Low']) {
      await key(editor(), 'ArrowDown');
      await choose(editor(), priority);
      editor().dispatchEvent(new KeyboardEvent('keyup', { key: 'ArrowDown', bubbles: true }));
    }
    await key(editor(), 'Enter');
    const request = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.request.body).toEqual({ priority: 'Low' });
  });

  it.each([
    ['AD-001 title', 'Enter'],
    ['AD-001 title', 'F2'],
  ])('edits %s from its end after %s, with nothing selected', async (name, pressed) => {
    const { cell, key, editor } = await table();
    cell(name).focus();
    await key(cell(name), pressed);
    expect(selectionIn(editor())).toEqual([editor().value.length, editor().value.length]);
  });

  it('edits a title from its end after a double click and after its key', async () => {
    const { cell, key, editor, rendered } = await table();
    const atEnd = Array(2).fill('Sign the contract'.length);
    cell('AD-001 title').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await rendered();
    expect(selectionIn(editor())).toEqual(atEnd);
    await key(editor(), 'Escape');
    TestBed.inject(Keyboard).run('edit');
    expect(selectionIn(editor())).toEqual(atEnd);
  });

  it.each(['Enter', 'F2'])('offers a date for another one after %s', async (pressed) => {
    const { cell, key, editor } = await table();
    cell('AD-001 due_date').focus();
    await key(cell('AD-001 due_date'), pressed);
    expect(selectionIn(editor())).toEqual([0, '12/24/2026'.length]);
  });

  it('offers a date for another one after its key, and where there is none yet', async () => {
    const { cell, key, editor, rendered } = await table();
    cell('AD-001 due_date').focus();
    TestBed.inject(Keyboard).run('due');
    expect(selectionIn(editor())).toEqual([0, '12/24/2026'.length]);
    type(editor(), 'tbd');
    await key(editor(), 'Enter');
    await rendered();
    await key(cell('AD-001 due_date'), 'Enter');
    expect([editor().value, ...selectionIn(editor())]).toEqual(['TBD', 0, 3]);
    editor().setSelectionRange(3, 3);
    editor().click();
    expect(selectionIn(editor())).toEqual([0, 3]);
  });

  it('looks for an owner by what is typed, also before its field is there', async () => {
    const { fixture, cell, key, editor, element } = await table();
    cell('AD-001 owner_id').focus();
    await key(cell('AD-001 owner_id'), 'Enter');
    expect(editor().value).toBe('Maria Fitzgerald');
    expect(document.activeElement).toBe(editor());
    type(editor(), 'kawa');
    await key(editor(), 'Enter');
    await settled(fixture);
    await settled(fixture);
    expect(element.querySelector('at-cell-editor')).toBeNull();
    const { request } = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.body).toEqual({ owner_id: 2 });
  });

  it('moves through the people by arrows pressed before their field is there', async () => {
    const { fixture, cell, key, editor } = await table();
    cell('AD-001 owner_id').focus();
    await key(cell('AD-001 owner_id'), 'Enter');
    await key(editor(), 'ArrowUp');
    await key(editor(), 'Enter');
    await settled(fixture);
    const { request } = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.body).toEqual({ owner_id: 2 });
  });

  it('leaves everything as it was with Escape', async () => {
    const { element, cell, key, editor } = await table();
    await key(cell('AD-001 title'), 'ArrowRight');
    await key(cell('AD-001 title'), 'Enter');
    type(editor(), 'Something else');
    await key(editor(), 'Escape');
    expect(element.querySelector('at-cell-editor')).toBeNull();
    expect(textOf(cell('AD-001 title'))).toBe('Sign the contract');
  });

  it('says at the cell what a title needs, and keeps editing', async () => {
    const { element, edit } = await table();
    await edit('AD-001 title', ' ');
    expect(textOf(element.querySelector('at-cell-editor [role=alert]'))).toBe('Enter a title');
  });

  it.each([
    ['02302026', 'February 2026 has no day 30'],
    ['12/', 'Incomplete date. Examples: 12/15/26, 15 Dec, +7, +2w or fri'],
    ['12/15/0026', 'Enter a year from 1970 to 2199; this is 0026'],
    ['', 'Enter a date, or TBD if there is none yet'],
  ])('says at the cell why "%s" is no due date, and keeps editing', async (typed, reason) => {
    const { element, edit, editor } = await table();
    await edit('AD-001 due_date', typed);
    expect(textOf(element.querySelector('at-cell-editor .says'))).toBe(reason);
    expect(editor().value).toBe(typed);
    expect(editor().getAttribute('aria-invalid')).toBe('true');
  });

  it.each([
    ['121526', 'Tue, Dec 15, 2026', '2026-12-15'],
    ['+7', 'Fri, Nov 27, 2026', '2026-11-27'],
    ['+2w', 'Fri, Dec 4, 2026', '2026-12-04'],
    ['tbd', 'No date yet', null],
  ])('says what it understands by "%s" before it is saved', async (typed, said, date) => {
    const { element, cell, key, editor } = await table();
    await key(cell('AD-001 due_date'), 'ArrowLeft');
    cell('AD-001 due_date').focus();
    await key(cell('AD-001 due_date'), 'Enter');
    type(editor(), typed);
    expect(textOf(element.querySelector('at-cell-editor .says'))).toBe(said);
    await key(editor(), 'Enter');
    const { request } = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.body).toEqual({ due_date: date });
  });

  it.each([{ isComposing: true }, { keyCode: 229 }])(
    'leaves Enter and Escape to an input method that composes: %j',
    async (composing) => {
      const { cell, key, editor } = await table();
      cell('AD-001 title').focus();
      await key(cell('AD-001 title'), 'Enter');
      type(editor(), 'せいひん');
      await key(editor(), 'Enter', composing);
      await key(editor(), 'Escape', composing);
      expect(editor().value).toBe('せいひん');
    },
  );

  it('takes a refused edit back and says why', async () => {
    const { fixture, element, cell, edit } = await table();
    await edit('AD-001 title', 'Sign both contracts');
    const away = { status: 503, statusText: 'Unavailable' };
    (await sent('PATCH', API_PATHS.item('AD-001'))).flush(
      refusal('UNAVAILABLE', 'The database is away'),
      away,
    );
    await settled(fixture);
    await settled(fixture);
    expect(textOf(cell('AD-001 title'))).toBe('Sign the contract');
    expect(textOf(element.querySelector('at-edit-feedback [role=alert]'))).toContain(
      'AD-001 was not saved. The server is too busy, or its database is not responding.',
    );
  });

  it('sends again by itself when somebody changed another field meanwhile', async () => {
    const { fixture, cell, edit } = await table();
    await edit('AD-001 status', 'Blocked');
    const first = await sent('POST', API_PATHS.status('AD-001'));
    expect(first.request.headers.get('If-Match')).toBe('"4"');
    first.flush(stale({ title: 'Theirs' }), STALE);
    const events = await sent('GET', `${API_PATHS.events('AD-001')}?after_version=4`);
    events.flush([anEvent({ type: 'ItemRetitled', to: { title: 'Theirs' }, version: 5 })]);
    const second = await sent('POST', API_PATHS.status('AD-001'));
    expect(second.request.headers.get('If-Match')).toBe('"5"');
    second.flush({});
    const saved = anItemDetail({ ...ITEMS[0], title: 'Theirs', status: 'Blocked', version: 6 });
    (await sent('GET', API_PATHS.item('AD-001'))).flush(saved);
    await settled(fixture);
    expect(textOf(cell('AD-001 status'))).toBe('Blocked');
    expect(textOf(cell('AD-001 title'))).toBe('Theirs');
  });

  it('is not in conflict with itself when somebody types on while a save is under way', async () => {
    const { edit } = await table();
    await edit('AD-001 title', 'First');
    await edit('AD-001 title', 'Second');
    const first = await sent('PATCH', API_PATHS.item('AD-001'));
    first.flush(anItemDetail({ ...ITEMS[0], title: 'First', version: 5 }));
    const second = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(second.request.headers.get('If-Match')).toBe('"5"');
    expect(second.request.body).toEqual({ title: 'Second' });
  });

  it('names the version that editing began from, also when news arrived meanwhile', async () => {
    const { cell, key, editor } = await table();
    cell('AD-001 title').focus();
    await key(cell('AD-001 title'), 'F2');
    type(editor(), 'Mine');
    const [item] = ITEMS;
    if (item) TestBed.inject(ItemListStore).receiveOne({ ...item, title: 'Theirs', version: 5 });
    await key(editor(), 'Enter');
    const { request } = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.headers.get('If-Match')).toBe('"4"');
  });

  it('overwrites nothing with the Enter that somebody presses by habit', async () => {
    const { fixture, element, edit } = await table();
    await edit('AD-001 title', 'Mine');
    (await sent('PATCH', API_PATHS.item('AD-001'))).flush(stale({ title: 'Theirs' }), STALE);
    const events = await sent('GET', `${API_PATHS.events('AD-001')}?after_version=4`);
    events.flush([anEvent({ type: 'ItemRetitled', to: { title: 'Theirs' }, version: 5 })]);
    await settled(fixture);
    await settled(fixture);
    if (document.activeElement instanceof HTMLElement) document.activeElement.click();
    await settled(fixture);
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(textOf(element.querySelector('at-unsaved-edits'))).toContain('Title: “Mine”');
  });

  it('asks when somebody changed the same field, and saves mine over theirs on request', async () => {
    const { fixture, element, edit } = await table();
    await edit('AD-001 title', 'Mine');
    (await sent('PATCH', API_PATHS.item('AD-001'))).flush(stale({ title: 'Theirs' }), STALE);
    const events = await sent('GET', `${API_PATHS.events('AD-001')}?after_version=4`);
    const theirs = { type: 'ItemRetitled', to: { title: 'Theirs' }, actor_id: 2 } as const;
    events.flush([anEvent({ ...theirs, version: 5 })]);
    await settled(fixture);
    await settled(fixture);
    const dialog = textOf(element.querySelector('dialog'));
    expect(dialog).toContain('Jun Kawasaki changed “Title” 3 hours ago');
    expect(dialog).toContain('Theirs Theirs Yours Mine');
    expect(element.querySelector('at-unsaved-edits .callout')).toBeNull();
    expect(textOf(document.activeElement)).toBe('Decide later');
    press(fixture, 'Save mine');
    const again = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(again.request.headers.get('If-Match')).toBe('"5"');
    expect(again.request.body).toEqual({ title: 'Mine' });
  });
});
