import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { ItemList } from '../list/item-list';
import { ItemListStore } from '../store/item-list-store';
import { anEvent, anItem, anItemDetail, refusal } from '../../testing/answers';
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

const PATH = API_PATHS.trackerItems(1);
const ITEM = anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', version: 4 });

async function table(item = ITEM) {
  TestBed.inject(ItemListStore).show(1);
  const fixture = await open(ItemList, [], { [PATH]: [item] });
  await settled(fixture);
  const element = elementOf(fixture);
  const editor = () => {
    const control = element.querySelector<HTMLInputElement>('at-cell-editor input');
    if (!control) throw new Error('Expected an editor');
    return control;
  };
  const edit = async (column: string, text: string) => {
    const cell = element.querySelector(`[data-cell="AD-001 ${column}"]`);
    cell?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await settled(fixture);
    type(editor(), text);
  };
  const leave = async () => {
    editor().dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
    await settled(fixture);
  };
  const key = (name: string) =>
    editor().dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  const callouts = () => [...element.querySelectorAll('at-unsaved-edits .callout')].map(textOf);
  return { fixture, element, editor, edit, leave, key, callouts };
}

/** Another visit, with what the browser has stored. */
function reload(): void {
  TestBed.resetTestingModule();
  configureClient();
}

describe('what was typed into a cell', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('is offered again, with the reason, when it was left and is no value', async () => {
    const { fixture, edit, leave, callouts, editor } = await table();
    await edit('due_date', '02302026');
    await leave();
    expect(callouts()).toEqual([
      'AD-001 was not saved. February 2026 has no day 30 Due: “02302026” Edit again Discard',
    ]);
    press(fixture, 'Edit again');
    await settled(fixture);
    expect(editor().value).toBe('02302026');
    expect(callouts()).toEqual([]);
  });

  it('is there after a failed save, and is saved with the next try', async () => {
    const { fixture, edit, key, callouts, editor } = await table();
    await edit('title', 'Sign both contracts');
    key('Enter');
    (await sent('PATCH', API_PATHS.item('AD-001'))).error(new ProgressEvent('error'));
    await settled(fixture);
    expect(callouts()[0]).toContain('The server did not answer.');
    expect(callouts()[0]).toContain('Title: “Sign both contracts”');
    press(fixture, 'Edit again');
    await settled(fixture);
    expect(editor().value).toBe('Sign both contracts');
    key('Enter');
    (await sent('PATCH', API_PATHS.item('AD-001'))).flush(
      anItemDetail({ ...ITEM, title: 'Sign both contracts', version: 5 }),
    );
    await settled(fixture);
    expect(callouts()).toEqual([]);
    reload();
    expect((await table()).callouts()).toEqual([]);
  });

  it('is offered after a reload in the middle of it, and only offered', async () => {
    await (await table()).edit('title', 'Sign both');
    reload();
    const { element, callouts } = await table();
    expect(callouts()[0]).toBe(
      'AD-001 was not saved. You typed this on Friday, 11/20/2026, 12:00 UTC. Title: “Sign both” Edit again Discard',
    );
    expect(element.querySelector('at-cell-editor')).toBeNull();
  });

  it('is not offered when it was saved, but the page left before the answer', async () => {
    const { edit, key, fixture } = await table();
    await edit('title', 'Sign both');
    key('Enter');
    await settled(fixture);
    reload();
    const saved = { ...ITEM, title: 'Sign both', version: 5 };
    expect((await table(saved)).callouts()).toEqual([]);
    reload();
    expect((await table({ ...saved, title: 'Sign all', version: 6 })).callouts()).toEqual([]);
  });

  it('meets what others saved since as a conflict', async () => {
    await (await table()).edit('title', 'Mine');
    reload();
    const { fixture, element, key } = await table({ ...ITEM, title: 'Theirs', version: 6 });
    press(fixture, 'Edit again');
    await settled(fixture);
    key('Enter');
    const patch = await sent('PATCH', API_PATHS.item('AD-001'));
    expect(patch.request.headers.get('If-Match')).toBe('"4"');
    const current = anItemDetail({ ...ITEM, title: 'Theirs', version: 6 });
    const stale = { status: 412, statusText: 'Precondition Failed' };
    patch.flush(refusal('PRECONDITION_FAILED', 'Expected 4, found 6', { current }), stale);
    const theirs = anEvent({ version: 6, type: 'ItemRetitled', to: { title: 'Theirs' } });
    await answer(fixture, { [API_PATHS.events('AD-001')]: [theirs] });
    expect(textOf(element.querySelector('at-conflict-dialog'))).toContain('Theirs');
    press(fixture, 'Keep theirs');
    await settled(fixture);
    reload();
    expect((await table()).callouts()).toEqual([]);
  });

  it.each([
    ['Escape', 'Something else'],
    ['Enter', 'Sign the contract'],
    ['Enter', '  '],
  ])('is given up with %s after "%s"', async (name, text) => {
    const { edit, key, leave, callouts } = await table();
    await edit('title', text);
    key(name);
    if (text.trim() === '') await leave();
    expect(callouts()).toEqual([]);
    reload();
    expect((await table()).callouts()).toEqual([]);
  });

  it('is forgotten when somebody does not want it', async () => {
    await (await table()).edit('title', 'Sign both');
    reload();
    const { fixture, callouts } = await table();
    press(fixture, 'Discard');
    await settled(fixture);
    expect(callouts()).toEqual([]);
    reload();
    expect((await table()).callouts()).toEqual([]);
  });
});
