import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { API_PATHS, type ItemDetail, type Note } from '@action-tracker/contracts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { anEvent, anItemDetail, refusal } from '../../testing/answers';
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
import { ItemPage } from './item-page';

const ID = 'AD-001';
const WITHDRAWN = { at: '2026-11-20T09:00:00.000Z', by_id: 2, reason: 'entered twice' };

const NOTE: Note = {
  ...{ id: 11, entry: 3, action_item_id: ID, note_date: '2026-01-26', author_id: 1 },
  ...{ content: 'caled', created_at: '2026-01-26T10:00:00.000Z' },
  ...{ edited_at: null, edited_by_id: null, withdrawn: null },
};

async function page(given: Partial<ItemDetail> = {}) {
  const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], {
    [API_PATHS.item(ID)]: anItemDetail(given),
    [API_PATHS.events(ID)]: [anEvent({})],
  });
  await settled(fixture);
  const element = elementOf(fixture);
  const named = (name: string) => {
    const found = element.querySelector<HTMLElement>(`[aria-label="${name}"]`);
    if (!found) throw new Error(`Expected something with the label "${name}"`);
    return found;
  };
  const textarea = (parent: string) => {
    const found = element.querySelector<HTMLInputElement>(`${parent} textarea`);
    if (!found) throw new Error(`Expected a text field in ${parent}`);
    return found;
  };
  const say = (control: HTMLInputElement, text: string) => {
    control.value = text;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    TestBed.tick();
  };
  const reload = (item: Partial<ItemDetail>) =>
    answer(fixture, {
      [API_PATHS.item(ID)]: anItemDetail({ version: 5, ...item }),
      [API_PATHS.events(ID)]: [anEvent({})],
    });
  return { fixture, element, named, textarea, say, reload };
}

describe('withdrawing the item of a page', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('asks why, and then says so and offers no change', async () => {
    const { fixture, element, textarea, say, reload } = await page({ notes: [NOTE] });
    press(fixture, 'Withdraw this item');
    await settled(fixture);
    say(textarea('at-reason-dialog'), ' entered twice ');
    element.querySelector<HTMLElement>('at-reason-dialog [type=submit]')?.click();
    const post = await sent('POST', API_PATHS.withdraw(ID));
    expect(post.request.body).toEqual({ reason: 'entered twice' });
    post.flush(anItemDetail({ version: 5, withdrawn: WITHDRAWN, notes: [NOTE] }));
    await reload({ withdrawn: WITHDRAWN, notes: [NOTE] });
    expect(element.querySelector('at-reason-dialog')).toBeNull();
    expect(textOf(element.querySelector('at-withdrawn-banner'))).toContain('entered twice');
    for (const gone of ['at-add-note', 'at-change-status', 'at-withdraw-item', '.actions']) {
      expect(element.querySelector(gone)).toBeNull();
    }
  });

  it('keeps the question open when it is refused', async () => {
    const { fixture, element } = await page();
    TestBed.inject(Keyboard).run('withdrawItem');
    await settled(fixture);
    element.querySelector<HTMLElement>('at-reason-dialog [type=submit]')?.click();
    const away = { status: 503, statusText: 'Unavailable' };
    (await sent('POST', API_PATHS.withdraw(ID))).flush(refusal('UNAVAILABLE', 'Away'), away);
    await settled(fixture);
    expect(element.querySelector('at-reason-dialog [role=alert]')).not.toBeNull();
    press(fixture, 'Cancel');
    await settled(fixture);
    expect(element.querySelector('at-reason-dialog')).toBeNull();
  });

  it('takes it back, with the button or from the palette', async () => {
    const { fixture, element, reload } = await page({ withdrawn: WITHDRAWN });
    const keyboard = TestBed.inject(Keyboard);
    expect(keyboard.isOffered('withdrawItem')).toBe(false);
    expect(keyboard.isOffered('edit')).toBe(false);
    keyboard.run('reinstateItem');
    const away = { status: 503, statusText: 'Unavailable' };
    (await sent('POST', API_PATHS.reinstate(ID))).flush(refusal('UNAVAILABLE', 'Away'), away);
    await settled(fixture);
    expect(element.querySelector('at-withdrawn-banner [role=alert]')).not.toBeNull();
    press(fixture, 'Reinstate');
    (await sent('POST', API_PATHS.reinstate(ID))).flush(anItemDetail({ version: 5 }));
    await reload({});
    expect(element.querySelector('at-withdrawn-banner')).toBeNull();
    expect(element.querySelector('at-change-status')).not.toBeNull();
  });
});

describe('correcting a note', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('sends its new text, and says that it was edited', async () => {
    const { fixture, element, named, textarea, say, reload } = await page({ notes: [NOTE] });
    named('Edit the note of 01/26/2026').click();
    await settled(fixture);
    const field = textarea('at-note-editor');
    expect(field.value).toBe('caled');
    say(field, ' ');
    press(fixture, 'Save note');
    await settled(fixture);
    expect(textOf(element.querySelector('at-note-editor mat-error'))).toContain('Enter a note');
    say(field, 'called ');
    press(fixture, 'Save note');
    const patch = await sent('PATCH', API_PATHS.note(ID, 3));
    expect(patch.request.body).toEqual({ content: 'called' });
    const edited = { ...NOTE, content: 'called', edited_at: WITHDRAWN.at, edited_by_id: 2 };
    patch.flush(edited);
    await reload({ notes: [edited] });
    expect(textOf(element.querySelector('at-item-note'))).toContain('called');
    expect(textOf(element.querySelector('at-item-note .mark'))).toContain('edited by');
  });

  it('leaves it as it was with Escape', async () => {
    const { fixture, element, named, textarea } = await page({ notes: [NOTE] });
    named('Edit the note of 01/26/2026').click();
    await settled(fixture);
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true });
    textarea('at-note-editor').dispatchEvent(escape);
    await settled(fixture);
    expect(element.querySelector('at-note-editor')).toBeNull();
    expect(document.activeElement).toBe(named('Edit the note of 01/26/2026'));
  });

  it('shows why a text was refused', async () => {
    const { fixture, element, named, textarea, say } = await page({ notes: [NOTE] });
    named('Edit the note of 01/26/2026').click();
    await settled(fixture);
    say(textarea('at-note-editor'), 'called');
    press(fixture, 'Save note');
    const conflict = { status: 409, statusText: 'Conflict' };
    const body = refusal('CONFLICT', 'Expected a note to amend, found it withdrawn');
    (await sent('PATCH', API_PATHS.note(ID, 3))).flush(body, conflict);
    await settled(fixture);
    expect(element.querySelector('at-item-note [role=alert]')).not.toBeNull();
  });

  it('withdraws it, which stays struck through with who and why', async () => {
    const { fixture, element, named, reload } = await page({ notes: [NOTE] });
    named('Withdraw the note of 01/26/2026').click();
    await settled(fixture);
    element.querySelector<HTMLElement>('at-reason-dialog [type=submit]')?.click();
    const post = await sent('POST', API_PATHS.withdrawNote(ID, 3));
    expect(post.request.body).toEqual({ reason: null });
    const withdrawn = { ...NOTE, withdrawn: WITHDRAWN };
    post.flush(withdrawn);
    await reload({ notes: [withdrawn] });
    expect(textOf(element.querySelector('at-item-note del'))).toBe('caled');
    expect(textOf(element.querySelector('at-item-note .mark'))).toContain('entered twice');
    expect(element.querySelector('at-item-note button')).toBeNull();
  });
});
