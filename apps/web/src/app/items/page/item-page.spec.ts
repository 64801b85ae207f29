import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { TestKey } from '@angular/cdk/testing';
import { TestBed } from '@angular/core/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import {
  API_PATHS,
  type ItemDetail,
  type ItemEventEntry,
  type Note,
} from '@action-tracker/contracts';
import { Keyboard } from '../../platform/keyboard/keyboard';
import { anEvent, anItemDetail, refusal } from '../../testing/answers';
import {
  answer,
  choose,
  configureClient,
  dateField,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
  type,
} from '../../testing/page';
import { ItemPage } from './item-page';
import { ItemStore } from '../store/item-store';

const ID = 'AD-001';

const aNote = (given: Partial<Note> = {}): Note => ({
  id: 11,
  entry: 3,
  action_item_id: ID,
  note_date: '2026-01-26',
  author_id: 1,
  content: 'No Change',
  created_at: '2026-01-26T10:00:00.000Z',
  ...{ edited_at: null, edited_by_id: null, withdrawn: null },
  ...given,
});

async function page(given: Partial<ItemDetail> = {}, events = [anEvent({})]) {
  const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], {
    [API_PATHS.item(ID)]: anItemDetail(given),
    [API_PATHS.events(ID)]: events,
  });
  await settled(fixture);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const input = (label: string) => loader.getHarness(MatInputHarness.with({ label }));
  const field = (floatingLabelText: string) =>
    loader.getHarness(MatFormFieldHarness.with({ floatingLabelText }));
  return { fixture, element: elementOf(fixture), input, field };
}

describe('the page of an item', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('shows notes as date, initials and text, with their line breaks', async () => {
    const { element } = await page({ notes: [aNote({ content: 'One\n  two' })] });
    const note = element.querySelector('.note');
    expect(note?.textContent).toContain('01/26/2026 MF: One\n  two');
    expect(note?.querySelector('.prose')).not.toBeNull();
  });

  it('says who imported it where the file names nobody who created it', async () => {
    const created = { type: 'ItemCreated', from: null, to: { title: 'x' } } as const;
    const factsOf = async (event: Partial<ItemEventEntry>) =>
      textOf((await page({}, [anEvent({ ...created, ...event })])).element);
    const recorded = { actor_id: 3, recorded_by_id: 3 };
    expect(await factsOf({ ...recorded, channel: 'import' })).toContain('Imported by');
    expect(await factsOf({ ...recorded, channel: 'web' })).not.toContain('Imported by');
    expect(await factsOf({ actor_id: 1, recorded_by_id: 3, channel: 'import' })).not.toContain(
      'Imported by',
    );
  });

  it('sends a note with Ctrl-Enter, dated today unless another day is chosen', async () => {
    const { fixture, input } = await page();
    const content = await input('Add a note');
    await content.setValue('Called the vendor');
    expect(dateField(fixture, 'Date').input.value).toBe('11/20/2026');
    const host = await content.host();
    void host.sendKeys({ control: true }, TestKey.ENTER);
    const { request } = await sent('POST', API_PATHS.notes(ID));
    expect(request.body).toEqual({ content: 'Called the vendor', note_date: '2026-11-20' });
  });

  it('shows the new note and an empty form once it is there', async () => {
    const { fixture, element, input } = await page();
    await (await input('Add a note')).setValue('Called the vendor');
    press(fixture, 'Add note');
    const note = aNote({ content: 'Called the vendor', note_date: '2026-11-20' });
    (await sent('POST', API_PATHS.notes(ID))).flush(note);
    await answer(fixture, {
      [API_PATHS.item(ID)]: anItemDetail({ notes: [note] }),
      [API_PATHS.events(ID)]: [anEvent({})],
    });
    expect(textOf(element.querySelector('at-item-notes'))).toContain('Called the vendor');
    expect(await (await input('Add a note')).getValue()).toBe('');
  });

  it('keeps a note that was refused', async () => {
    const { fixture, element, input } = await page();
    await (await input('Add a note')).setValue('Called the vendor');
    press(fixture, 'Add note');
    const answer = refusal('UNAVAILABLE', 'The database is away');
    const away = { status: 503, statusText: 'Unavailable' };
    (await sent('POST', API_PATHS.notes(ID))).flush(answer, away);
    await settled(fixture);
    expect(textOf(element.querySelector('at-add-note [role=alert]'))).toContain('Not saved.');
    expect(await (await input('Add a note')).getValue()).toBe('Called the vendor');
  });

  it('shows no error to who only tabs through the empty note box', async () => {
    const { fixture, element } = await page();
    const box = element.querySelector('at-add-note textarea');
    for (const name of ['focus', 'blur', 'focusout']) box?.dispatchEvent(new FocusEvent(name));
    await fixture.whenStable();
    expect(element.querySelector('at-add-note mat-error')).toBeNull();
    press(fixture, 'Add note');
    await settled(fixture);
    expect(textOf(element.querySelector('at-add-note mat-error'))).toBe('Enter a note');
  });

  it('records the status that it has already only with a comment', async () => {
    const { fixture, element, input } = await page();
    press(fixture, 'Record status');
    await settled(fixture);
    expect(textOf(element.querySelector('at-change-status [role=status]'))).toBe(
      'Nothing to record: choose another status, or write a comment.',
    );
    await (await input('Comment (optional)')).setValue('Still waiting for legal');
    press(fixture, 'Record status');
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toEqual({ status: 'In Progress', comment: 'Still waiting for legal' });
  });

  it('leaves a chosen status alone when somebody else changes it', async () => {
    const { fixture, field } = await page();
    await choose(await field('Change status to'), 'Blocked');
    TestBed.inject(ItemStore).resource.set(anItemDetail({ status: 'TBC', version: 9 }));
    await settled(fixture);
    press(fixture, 'Record status');
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toMatchObject({ status: 'Blocked' });
  });

  it('records a status with Ctrl-Enter in its comment', async () => {
    const { input, field } = await page();
    await choose(await field('Change status to'), 'Blocked');
    const comment = await input('Comment (optional)');
    await comment.setValue('No licence');
    void (await comment.host()).sendKeys({ control: true }, TestKey.ENTER);
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toEqual({ status: 'Blocked', comment: 'No licence' });
  });

  it.each([
    ['status', 'Comment (optional)'],
    ['note', 'Add a note'],
  ] as const)('gives the keyboard back to where the key for a %s was pressed', async (...given) => {
    const [action, label] = given;
    const { element, input } = await page();
    const began = element.querySelector<HTMLElement>('[data-fact="priority"]');
    began?.focus();
    TestBed.inject(Keyboard).run(action);
    const box = await input(label);
    await box.setValue('Waiting for legal');
    await (await box.host()).sendKeys({ control: true }, TestKey.ENTER);
    expect(document.activeElement).toBe(began);
  });

  it.each([
    ['Comment (optional)', 'Record status'],
    ['Add a note', 'Add note'],
  ])('brings the keyboard from "%s" to its button when nothing led there', async (label, name) => {
    const { input } = await page();
    const box = await input(label);
    await box.setValue('Waiting for legal');
    await (await box.host()).sendKeys({ control: true }, TestKey.ENTER);
    expect(textOf(document.activeElement)).toBe(name);
  });

  it('puts a comment back together with the status that it was written for', async () => {
    const first = await page();
    await choose(await first.field('Change status to'), 'Blocked');
    await (await first.input('Comment (optional)')).setValue('No licence');
    first.fixture.destroy();
    const { fixture } = await page();
    press(fixture, 'Record status');
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toEqual({ status: 'Blocked', comment: 'No licence' });
  });

  it('records a status with its reason', async () => {
    const { fixture, input, field } = await page();
    await choose(await field('Change status to'), 'Blocked');
    await (await input('Comment (optional)')).setValue('No licence');
    press(fixture, 'Record status');
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toEqual({ status: 'Blocked', comment: 'No licence' });
  });

  it('says who set a value, when and from what, when that is asked', async () => {
    const { fixture, element } = await page({ status: 'In Progress' });
    const facts = element.querySelector('at-item-facts');
    expect(textOf(facts)).not.toContain('Set by');
    const ask = () => element.querySelector<HTMLElement>('[aria-label="Who set Status?"]')?.click();
    ask();
    await fixture.whenStable();
    expect(textOf(facts)).toContain('Set by Maria Fitzgerald 3 hours ago , from New.');
    ask();
    await fixture.whenStable();
    expect(textOf(facts)).not.toContain('Set by');
  });

  it('is walked through by Tab from the box of a note to the facts', async () => {
    const { element } = await page();
    const places = ['at-add-note', 'at-item-facts', 'at-change-status', 'at-item-history'];
    const found = [...element.querySelectorAll(places.join())].map((one) =>
      one.tagName.toLowerCase(),
    );
    expect(found).toEqual(places);
  });

  it('brings the keyboard to the box of a note', async () => {
    const { element } = await page();
    document.body.append(element);
    TestBed.inject(Keyboard).run('note');
    expect(document.activeElement).toBe(element.querySelector('at-add-note textarea'));
  });

  it('leads back to its tracker by name', async () => {
    const { element } = await page();
    const back = element.querySelector('.back');
    expect([textOf(back), back?.getAttribute('href')]).toEqual(['AD Astro Digital', '/trackers/1']);
  });

  it('links addresses and items of known trackers in title and notes, and nothing else', async () => {
    const content = 'See AD-12, ISO-9001, javascript:alert(1) and https://example.com/a.';
    const { element } = await page({ title: 'After AD-7', notes: [aNote({ content })] });
    expect(textOf(element.querySelector('h1'))).toBe('AD-001 After AD-7');
    expect(element.querySelector('h1 a')?.getAttribute('href')).toBe('/items/AD-007');
    const links = [...element.querySelectorAll<HTMLAnchorElement>('.note a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/items/AD-012',
      'https://example.com/a',
    ]);
    expect(links[1]?.rel).toContain('noopener');
    expect(element.querySelector('.note .prose')?.textContent).toContain(content);
  });

  it('folds a long note until all of it is asked for', async () => {
    const long = aNote({ id: 12, content: 'Line\n'.repeat(12).trim() });
    const { fixture, element } = await page({ notes: [long, aNote()] });
    const folded = () => element.querySelectorAll('.note .is-folded').length;
    expect(folded()).toBe(1);
    press(fixture, 'Show all');
    await fixture.whenStable();
    expect(folded()).toBe(0);
    press(fixture, 'Show less');
    await fixture.whenStable();
    expect(folded()).toBe(1);
  });

  it('shows a note once: in the history it is one line that opens', async () => {
    const note = anEvent({ type: 'NoteAdded', from: null, to: { content: 'First\nSecond' } });
    const { element } = await page({ notes: [aNote({ content: 'First\nSecond' })] }, [note]);
    const details = element.querySelector<HTMLDetailsElement>('at-item-history details');
    expect(details?.open).toBe(false);
    expect(textOf(details?.querySelector('summary') ?? null)).toBe('Note : First Second');
  });
});

describe('the facts of an item', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  async function facts() {
    const opened = await page({ status: 'In Progress' });
    const { element } = opened;
    const fact = (field: string) => {
      const found = element.querySelector<HTMLElement>(`[data-fact="${field}"]`);
      if (!found) throw new Error(`Expected the fact ${field}`);
      return found;
    };
    const editor = () => {
      const control = element.querySelector<HTMLInputElement>('at-cell-editor :is(input, select)');
      if (!control) throw new Error('Expected an editor');
      return control;
    };
    const key = async (target: Element, name: string) => {
      target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
      TestBed.tick();
      await new Promise((resolve) => setTimeout(resolve));
      TestBed.tick();
    };
    return { ...opened, fact, editor, key };
  }

  it('are edited where they stand: shown at once, sent for the version that was read', async () => {
    const { fixture, fact, editor, key } = await facts();
    await key(fact('priority'), 'F2');
    type(editor(), 'High');
    await key(editor(), 'Enter');
    expect(textOf(fact('priority'))).toBe('High');
    expect(document.activeElement).toBe(fact('priority'));
    const request = await sent('PATCH', API_PATHS.item(ID));
    expect(request.request.body).toEqual({ priority: 'High' });
    expect(request.request.headers.get('If-Match')).toBe('"4"');
    request.flush(anItemDetail({ priority: 'High', version: 5 }));
    await answer(fixture, { [API_PATHS.events(ID)]: [anEvent({})] });
    expect(textOf(fact('priority'))).toBe('High');
  });

  it('open with a press, go on with Tab and stay as they were with Escape', async () => {
    const { fact, editor, key, element } = await facts();
    fact('title').click();
    await key(editor(), 'Tab');
    expect(editor().getAttribute('aria-label')).toBe('Status of AD-001');
    await key(editor(), 'Tab');
    expect(editor().getAttribute('aria-label')).toBe('Due of AD-001');
    await key(editor(), 'Escape');
    expect(element.querySelector('at-cell-editor')).toBeNull();
    expect(document.activeElement).toBe(fact('due_date'));
  });

  it('open a title with the caret at its end, and a date for another one', async () => {
    const { fact, editor, key } = await facts();
    const selection = () => [editor().selectionStart, editor().selectionEnd];
    await key(fact('title'), 'F2');
    expect(selection()).toEqual([editor().value.length, editor().value.length]);
    await key(editor(), 'Escape');
    await key(fact('due_date'), 'F2');
    expect(selection()).toEqual([0, editor().value.length]);
  });

  it('are what the server has when it refuses, and the page says why', async () => {
    const { fixture, element, fact, editor, key } = await facts();
    fact('priority').click();
    await settled(fixture);
    type(editor(), 'High');
    await key(editor(), 'Enter');
    const refused = { status: 503, statusText: 'Unavailable' };
    (await sent('PATCH', API_PATHS.item(ID))).flush(refusal('UNAVAILABLE', 'Try again'), refused);
    await settled(fixture);
    await settled(fixture);
    expect(textOf(fact('priority'))).toBe('Medium');
    expect(textOf(element.querySelector('at-edit-feedback [role=alert]'))).toContain('not saved');
  });
});
