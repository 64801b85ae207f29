import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { A_TRACKER, anItem, ME, refusal, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  dateField,
  elementOf,
  open,
  personField,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { ItemList } from '../list/item-list';
import { TrackerStore } from '../../trackers/tracker-store';
import { ItemListStore } from '../store/item-list-store';
import { ItemSelection } from '../store/item-selection';

const BULK = '/api/items/bulk';
const PATH = API_PATHS.trackerItems(1);
const ITEMS = [1, 2, 3].map((number) =>
  anItem({ id: `AD-00${number}`, number, title: `Item ${number}` }),
);
const ANSWERS = {
  [PATH]: ITEMS,
  ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
};
const changed = (...ids: readonly string[]) =>
  ids.map((item_id) => ({ item_id, outcome: 'changed' }));

async function selected() {
  await TestBed.inject(Router).navigateByUrl('/trackers/1?sort=id');
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], ANSWERS);
  const element = elementOf(fixture);
  document.body.append(element);
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    const init = { key: name, code: name, bubbles: true, cancelable: true, ...more };
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init));
    await answer(fixture, ANSWERS);
  };
  element.querySelector<HTMLElement>('[data-cell="AD-001 title"]')?.focus();
  await key('x');
  await key('ArrowDown', { shiftKey: true });
  const control = (selector: string) => {
    const found = element.querySelector<HTMLInputElement>(`at-bulk-dialog ${selector}`);
    if (!found) throw new Error(`Expected ${selector} in the dialog`);
    return found;
  };
  const opened = async (action: string) => {
    const buttons = [...element.querySelectorAll<HTMLElement>('at-bulk-bar .actions button')];
    buttons.find((button) => textOf(button) === action)?.click();
    await answer(fixture, ANSWERS);
    return textOf(element.querySelector('dialog h2'));
  };
  const send = async () => {
    element.querySelector<HTMLElement>('at-bulk-dialog [type=submit]')?.click();
    return sent('POST', BULK);
  };
  const reload = async () => {
    await answer(fixture, ANSWERS);
    await settled(fixture);
  };
  const outcome = () => textOf(element.querySelector('at-bulk-outcome'));
  return { fixture, element, key, control, opened, send, reload, outcome };
}

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('what is done with selected items', () => {
  it('is a status with a comment, opened with the key of one item', async () => {
    const { element, key, control, send, reload, outcome } = await selected();
    await key('s');
    expect(textOf(element.querySelector('dialog h2'))).toBe('Change 2 items: Status');
    expect(document.activeElement).toBe(control('select'));
    type(control('select'), 'Blocked');
    type(control('textarea'), ' No parts ');
    const request = await send();
    expect(request.request.body).toEqual({
      ...{ item_ids: ['AD-001', 'AD-002'], status: 'Blocked', comment: 'No parts' },
    });
    request.flush({ batch: 'b', items: changed('AD-001', 'AD-002') });
    await reload();
    expect(element.querySelector('dialog')).toBeNull();
    expect(outcome()).toBe('2 items changed Undo Close');
  });

  it('is another owner', async () => {
    const { fixture, opened, send } = await selected();
    expect(await opened('Owner')).toBe('Change 2 items: Owner');
    const { input, press: pressed } = personField(fixture, 'Owner');
    type(input, 'Ana');
    pressed('Enter');
    expect((await send()).request.body).toMatchObject({ changes: { owner_id: 3 } });
  });

  it('is a due date with the reason, or none yet', async () => {
    const { fixture, element, control, opened, send, reload } = await selected();
    await opened('Due');
    type(dateField(fixture, 'Due').input, '12/15/2026');
    type(control('textarea'), 'Vendor is late');
    const request = await send();
    expect(request.request.body).toMatchObject({
      changes: { due_date: '2026-12-15', due_date_reason: 'Vendor is late' },
    });
    request.flush({ batch: 'b', items: changed('AD-001', 'AD-002') });
    await reload();
    expect(element.querySelector('dialog')).toBeNull();
    await opened('Due');
    type(dateField(fixture, 'Due').input, 'TBD');
    expect((await send()).request.body).toMatchObject({ changes: { due_date: null } });
  });

  it.each([
    ['Priority', 'High', { changes: { priority: 'High' } }],
    ['Category', 'Systems', { changes: { category: 'Systems' } }],
  ])('is a %s', async (action, value, body) => {
    const { control, opened, send } = await selected();
    await opened(action);
    type(control('select'), value);
    expect((await send()).request.body).toEqual({ item_ids: ['AD-001', 'AD-002'], ...body });
  });

  it('is a category that all of their trackers offer', async () => {
    const own = (name: string, retired = false) => ({ key: name, name, retired });
    const all = TestBed.inject(TrackerStore).all;
    const { fixture, element, opened } = await selected();
    TestBed.inject(TrackerStore).know();
    await answer(fixture, ANSWERS);
    const categories = [own('Thermal'), own('ConOps', true), own('Systems')];
    const others = { ...A_TRACKER, id: 2, prefix: 'SP', categories: [own('Systems')] };
    all.set([{ ...A_TRACKER, categories }, others]);
    TestBed.inject(ItemListStore).resource.update((items) =>
      items?.map((item) => (item.id === 'AD-002' ? { ...item, tracker_id: 2 } : item)),
    );
    await opened('Category');
    const options = [...element.querySelectorAll('at-bulk-dialog option')];
    expect(options.map(textOf)).toEqual(['', 'Systems']);
  });

  it('is a note, or withdrawing them with a reason', async () => {
    const { element, key, control, opened, send, reload } = await selected();
    await key('m');
    expect(textOf(element.querySelector('dialog h2'))).toBe('Add a note to 2 items');
    type(control('textarea'), 'Moved to the next release');
    const request = await send();
    expect(request.request.body).toMatchObject({ note: 'Moved to the next release' });
    request.flush({ batch: 'b', items: changed('AD-001', 'AD-002') });
    await reload();
    expect(await opened('Withdraw')).toBe('Withdraw 2 items');
    type(control('textarea'), 'Double entries');
    expect((await send()).request.body).toMatchObject({
      withdraw: true,
      comment: 'Double entries',
    });
  });

  it.each([
    ['Status', 'Choose a status'],
    ['Due', 'Enter a date, or TBD if there is none yet'],
    ['Note', 'Enter a note'],
  ])('needs a value: %s', async (action, reason) => {
    const { fixture, element, opened } = await selected();
    await opened(action);
    element.querySelector<HTMLElement>('at-bulk-dialog [type=submit]')?.click();
    await settled(fixture);
    expect(textOf(element.querySelector('dialog'))).toContain(reason);
  });

  it('is given up with Cancel, and the rows stay selected', async () => {
    const { fixture, element, opened } = await selected();
    await opened('Status');
    press(fixture, 'Cancel');
    await settled(fixture);
    expect(element.querySelector('dialog')).toBeNull();
    expect(textOf(element.querySelector('at-bulk-bar [role=status]'))).toBe('2 selected');
  });
});

describe('among all items, those that may only be read', () => {
  it('can be selected, and are left out of a change with one press', async () => {
    await TestBed.inject(Router).navigateByUrl('/items?sort=id');
    TestBed.inject(ItemListStore).show('all');
    TestBed.inject(TrackerStore).know();
    const read = { ...A_TRACKER, id: 2, prefix: 'SP', my_role: 'viewer' };
    const answers = {
      ...{ ...ANSWERS, [API_PATHS.trackers]: [A_TRACKER, read] },
      [API_PATHS.items]: [...ITEMS, anItem({ id: 'SP-001', tracker_id: 2 })],
    };
    const fixture = await open(ItemList, [], answers);
    TestBed.inject(ItemSelection).selectAll();
    await answer(fixture, answers);
    const bar = () => textOf(elementOf(fixture).querySelector('at-bulk-bar .bar'));
    expect(bar()).toMatch(/^All 4 that match are selected You can only read 1 of them\./);
    press(fixture, 'Leave out what I can only read');
    await settled(fixture);
    expect(bar()).toMatch(/^3 selected/);
    expect(bar()).toContain('Status Owner Due');
  });
});

describe('what came of a change of many items', () => {
  it('is undone in one act', async () => {
    const { fixture, control, opened, send, reload, outcome } = await selected();
    await opened('Priority');
    type(control('select'), 'High');
    (await send()).flush({ batch: 'b', items: changed('AD-001', 'AD-002') });
    await reload();
    press(fixture, 'Undo');
    await settled(fixture);
    expect(TestBed.inject(OwnActs).asked()).toEqual({ batch: 'b' });
    expect(outcome()).toBe('');
  });

  it('names those that were refused with the reason, which can be selected', async () => {
    const { fixture, element, control, opened, send, reload, outcome } = await selected();
    await opened('Priority');
    type(control('select'), 'High');
    const error = { code: 'CONFLICT', message: 'Expected an item that is not withdrawn' };
    (await send()).flush({
      batch: 'b',
      items: [
        { item_id: 'AD-001', outcome: 'unchanged' },
        { item_id: 'AD-002', outcome: 'refused', error },
      ],
    });
    await reload();
    expect(outcome()).toContain(
      '0 items changed 1 already had this value. 1 item was not changed:',
    );
    expect(outcome()).toContain('AD-002');
    expect(outcome()).toContain('Expected an item that is not withdrawn');
    press(fixture, 'Select only these');
    await settled(fixture);
    const rows = [...element.querySelectorAll('[aria-selected=true] td.id')].map(textOf);
    expect(rows).toEqual(['AD-002']);
    press(fixture, 'Close');
    await settled(fixture);
    expect(outcome()).toBe('');
  });

  it('is why nothing was changed, with what was chosen', async () => {
    const { element, control, opened, send, reload } = await selected();
    await opened('Priority');
    type(control('select'), 'High');
    const failed = { status: 500, statusText: 'Internal' };
    (await send()).flush(refusal('INTERNAL', 'Failed'), failed);
    await reload();
    expect(element.querySelector('dialog at-refusal')).not.toBeNull();
    expect(control('select').value).toBe('High');
    const again = await send();
    again.flush({ batch: 'b', items: changed('AD-001', 'AD-002') });
    await reload();
    expect(element.querySelector('dialog')).toBeNull();
  });

  it('is waited for when the server needs longer, with how far it is', async () => {
    const { fixture, element, control, opened, send, reload, outcome } = await selected();
    await opened('Priority');
    type(control('select'), 'High');
    const request = await send();
    const job = { id: 'j', kind: 'bulk', state: 'running', done: 1, of: 2, result: null };
    request.flush({ ...job, problem: null }, { status: 202, statusText: 'Accepted' });
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    expect(textOf(element.querySelector('at-bulk-dialog [type=submit]'))).toBe('1 of 2 saved…');
    const result = { batch: 'b', items: changed('AD-001', 'AD-002') };
    await new Promise((resolve) => setTimeout(resolve, 450));
    await answer(fixture, {
      ...ANSWERS,
      '/api/jobs/j': { ...job, state: 'done', done: 2, result, problem: null },
    });
    await reload();
    expect(outcome()).toContain('2 items changed');
  });
});
