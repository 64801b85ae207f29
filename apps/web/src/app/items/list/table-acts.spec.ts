import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { API_PATHS } from '@action-tracker/contracts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { A_TRACKER, anItem, anItemDetail, ME, refusal, USERS } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { ItemListStore } from '../store/item-list-store';
import { ItemList } from './item-list';

const BULK = '/api/items/bulk';
const PATH = API_PATHS.trackerItems(1);
const OWNERS = [1, 2, 3];
const ITEMS = OWNERS.map((number) =>
  anItem({
    ...{ id: `AD-00${number}`, number, title: `Item ${number}`, owner_id: number },
    ...{ due_date: number === 3 ? null : `2026-12-0${number}`, version: number },
  }),
);
const ANSWERS = {
  [PATH]: ITEMS,
  ...{ [API_PATHS.me]: ME, [API_PATHS.users]: USERS, [API_PATHS.trackers]: [A_TRACKER] },
};

async function table(query = 'sort=id') {
  await TestBed.inject(Router).navigateByUrl(`/trackers/1?${query}`);
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], ANSWERS);
  const element = elementOf(fixture);
  document.body.append(element);
  // jsdom is never idle, and a selected row loads the acts too.
  const cell = (name: string) => {
    const found = element.querySelector<HTMLElement>(`[data-cell="${name}"]`);
    if (!found) throw new Error(`Expected a cell "${name}"`);
    return found;
  };
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    const init = { key: name, code: name, bubbles: true, cancelable: true, ...more };
    const event = new KeyboardEvent('keydown', init);
    (document.activeElement ?? document.body).dispatchEvent(event);
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    return event;
  };
  const select = async (first: string, count: number) => {
    cell(first).focus();
    await key('x');
    for (let row = 1; row < count; row++) await key('ArrowDown', { shiftKey: true });
    await answer(fixture, ANSWERS);
  };
  const clipboard = async (kind: 'copy' | 'paste', text = '') => {
    const data = { text };
    const clipboardData = {
      getData: () => data.text,
      setData: (_: string, given: string) => (data.text = given),
    };
    const event = new Event(kind, { bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(Object.assign(event, { clipboardData }));
    await answer(fixture, ANSWERS);
    return data.text;
  };
  const pasted = () =>
    [...element.querySelectorAll('at-paste-dialog tbody tr')].map((row) =>
      [...row.children].map(textOf),
    );
  while (!element.querySelector('at-table-acts')) await answer(fixture, ANSWERS);
  return { fixture, element, cell, key, select, clipboard, pasted };
}

const flush = async (given: object) => {
  const request = await sent('POST', BULK);
  expect(request.request.body).toEqual(given);
  request.flush({ batch: 'b', items: [] });
};

beforeEach(() => {
  localStorage.clear();
  configureClient();
});

describe('copying', () => {
  it('takes the cell, or all columns of the selected rows', async () => {
    const { cell, select, clipboard } = await table();
    cell('AD-002 owner_id').focus();
    expect(await clipboard('copy')).toBe('Jun Kawasaki');
    await select('AD-001 title', 2);
    expect(await clipboard('copy')).toBe(
      'AD-001\tItem 1\t12/01/2026\tIn Progress\tMaria Fitzgerald\tMedium\tProgrammatic\t\t01/16/2026\n' +
        'AD-002\tItem 2\t12/02/2026\tIn Progress\tJun Kawasaki\tMedium\tProgrammatic\t\t01/16/2026',
    );
  });
});

describe('pasting', () => {
  it('first shows what would change, from the cell on, and why the rest cannot', async () => {
    const { cell, clipboard, pasted } = await table();
    cell('AD-001 due_date').focus();
    await clipboard('paste', '12/24/2026\tBlocked\tAna Souza\ntbd\tIn Progress\tNobody\n');
    expect(pasted()).toEqual([
      ['AD-001 Due', '12/01/2026', '12/24/2026'],
      ['AD-001 Status', 'In Progress', 'Blocked'],
      ['AD-001 Owner', 'Maria Fitzgerald', 'Ana Souza'],
      ['AD-002 Due', '12/02/2026', 'TBD'],
      ['AD-002 Owner', 'Jun Kawasaki', 'Nobody Choose an owner'],
    ]);
  });

  it('changes each item as it was pasted, unless somebody changed it meanwhile', async () => {
    const { fixture, element, cell, clipboard } = await table();
    cell('AD-001 due_date').focus();
    await clipboard('paste', '12/24/2026\tBlocked\n12/25/2026\tIn Progress');
    expect(textOf(element.querySelector('dialog [type=submit]'))).toBe('Change 2 items');
    press(fixture, 'Change 2 items');
    await flush({
      each: [
        { item_id: 'AD-001', changes: { due_date: '2026-12-24' }, status: 'Blocked' },
        { item_id: 'AD-002', changes: { due_date: '2026-12-25' } },
      ],
      versions: { 'AD-001': 1, 'AD-002': 2 },
    });
    await answer(fixture, ANSWERS);
    expect(element.querySelector('dialog')).toBeNull();
  });

  it('puts one cell into every selected row', async () => {
    const { select, clipboard, pasted } = await table();
    await select('AD-001 priority', 3);
    await clipboard('paste', 'High');
    expect(pasted().map(([name, , text]) => [name, text])).toEqual([
      ['AD-001 Priority', 'High'],
      ['AD-002 Priority', 'High'],
      ['AD-003 Priority', 'High'],
    ]);
  });

  it('says that nothing would change, and what cannot be changed', async () => {
    const { fixture, element, cell, clipboard, pasted } = await table();
    cell('AD-001 id').focus();
    await clipboard('paste', 'AD-001\tItem 1');
    expect(textOf(element.querySelector('dialog'))).toContain('are the same as those of the table');
    expect(element.querySelector('dialog [type=submit]')).toBeNull();
    press(fixture, 'Cancel');
    await settled(fixture);
    cell('AD-001 updated_at').focus();
    await clipboard('paste', '01/01/2026');
    expect(pasted()).toEqual([['AD-001 Updated', '', '01/01/2026 This column cannot be changed.']]);
  });

  it('stays open with the reason when the server refuses all of it', async () => {
    const { fixture, element, cell, clipboard } = await table();
    cell('AD-001 priority').focus();
    await clipboard('paste', 'High');
    press(fixture, 'Change 1 item');
    const body = refusal('INTERNAL', 'Failed');
    (await sent('POST', BULK)).flush(body, { status: 500, statusText: 'Internal' });
    await answer(fixture, ANSWERS);
    expect(element.querySelector('dialog at-refusal')).not.toBeNull();
  });

  it('needs something on the clipboard', async () => {
    const { element, cell, clipboard, pasted } = await table();
    cell('AD-001 updated_at').focus();
    await clipboard('paste', 'x');
    expect(pasted()).toHaveLength(1);
    element.querySelector('dialog')?.close();
    await clipboard('paste', ' ');
    expect(element.querySelector('dialog')).toBeNull();
  });

  it('does nothing in the past', async () => {
    const { element, cell, clipboard } = await table('as_of=2026-11-12T23:59:59.999Z&sort=id');
    cell('AD-001 title').focus();
    await clipboard('paste', 'Other');
    expect(element.querySelector('dialog')).toBeNull();
    expect(await clipboard('copy')).toBe('Item 1');
  });
});

describe('filling down', () => {
  it('gives the selected rows the value of the first one', async () => {
    const { key, select } = await table();
    await select('AD-001 owner_id', 3);
    expect((await key('d', { ctrlKey: true })).defaultPrevented).toBe(true);
    await flush({ item_ids: ['AD-002', 'AD-003'], changes: { owner_id: 1 } });
  });

  it('gives a cell the value above it', async () => {
    const { cell, key } = await table();
    cell('AD-002 due_date').focus();
    await key('d', { ctrlKey: true });
    const request = await sent('PATCH', API_PATHS.item('AD-002'));
    expect(request.request.body).toEqual({ due_date: '2026-12-01' });
    request.flush(anItemDetail({ ...ITEMS[1], due_date: '2026-12-01', version: 3 }));
  });
});

it('Filling down has nothing above the first row', async () => {
  const { cell, key } = await table();
  cell('AD-001 due_date').focus();
  await key('D', { ctrlKey: true });
  TestBed.inject(HttpTestingController).expectNone({ method: 'PATCH' });
});

describe('Delete', () => {
  it('takes away a due date, of one item or of all selected ones', async () => {
    const { cell, key, select, fixture } = await table();
    cell('AD-001 due_date').focus();
    await key('Delete');
    const request = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(request.request.body).toEqual({ due_date: null });
    request.flush(anItemDetail({ ...ITEMS[0], due_date: null, version: 2 }));
    await settled(fixture);
    await select('AD-001 due_date', 2);
    await key('Delete');
    await flush({ item_ids: ['AD-001', 'AD-002'], changes: { due_date: null } });
  });

  it('takes the date of a row that is not selected away, and of no other', async () => {
    const { cell, key, select } = await table();
    await select('AD-001 due_date', 2);
    cell('AD-003 owner_id').focus();
    await key('d', { ctrlKey: true });
    await flush({ item_ids: ['AD-002'], changes: { owner_id: 1 } });
    cell('AD-002 due_date').focus();
    await key('x');
    await key('Delete');
    const request = await sent('PATCH', API_PATHS.item('AD-002'));
    expect(request.request.body).toEqual({ due_date: null });
  });

  it('edits what cannot be empty', async () => {
    const { element, cell, key } = await table();
    cell('AD-001 title').focus();
    await key('Delete');
    expect(element.querySelector<HTMLInputElement>('at-cell-editor input')?.value).toBe('Item 1');
  });
});

describe('typing on a cell', () => {
  it.each(['7', 'T', '+'])('replaces its value from %s on', async (letter) => {
    const { element, cell, key } = await table();
    cell('AD-001 title').focus();
    const event = await key(letter);
    const editor = element.querySelector<HTMLInputElement>('at-cell-editor input');
    expect(document.activeElement).toBe(editor);
    // The browser now puts the character in place of the selected text.
    expect([editor?.selectionStart, editor?.selectionEnd]).toEqual([0, 'Item 1'.length]);
    expect(event.defaultPrevented).toBe(false);
  });

  it('leaves letters to the shortcuts, unless those are switched off', async () => {
    const { element, cell, key } = await table();
    cell('AD-001 title').focus();
    await key('t');
    expect(element.querySelector('at-cell-editor')).toBeNull();
    TestBed.inject(Keyboard).switchSingleKeys(false);
    await key('t');
    expect(element.querySelector('at-cell-editor')).not.toBeNull();
  });

  it('means nothing where nothing can be edited, and with a modifier', async () => {
    const { element, cell, key } = await table();
    cell('AD-001 updated_at').focus();
    await key('7');
    cell('AD-001 title').focus();
    await key('7', { altKey: true });
    await key('ArrowDown');
    expect(element.querySelector('at-cell-editor')).toBeNull();
  });
});
