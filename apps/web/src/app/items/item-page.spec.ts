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
import { anEvent, anItemDetail, refusal } from '../testing/answers';
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
} from '../testing/page';
import { ItemPage } from './item-page';
import { ItemStore } from './item-store';

const ID = 'AD-001';

const aNote = (given: Partial<Note> = {}): Note => ({
  id: 11,
  action_item_id: ID,
  note_date: '2026-01-26',
  author_id: 1,
  content: 'No Change',
  created_at: '2026-01-26T10:00:00.000Z',
  ...given,
});

async function page(given: Partial<ItemDetail> = {}, event: Partial<ItemEventEntry> = {}) {
  const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], {
    [API_PATHS.item(ID)]: anItemDetail(given),
    [API_PATHS.events(ID)]: [anEvent(event)],
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
    expect(note?.classList).toContain('prose');
  });

  it('says who imported it where the file names nobody who created it', async () => {
    const created = { type: 'ItemCreated', from: null, to: { title: 'x' } } as const;
    const factsOf = async (event: Partial<ItemEventEntry>) =>
      textOf((await page({}, { ...created, ...event })).element);
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

  it('records a status with its reason', async () => {
    const { fixture, input, field } = await page();
    await choose(await field('Change status to'), 'Blocked');
    await (await input('Comment (optional)')).setValue('No licence');
    press(fixture, 'Record status');
    const { request } = await sent('POST', API_PATHS.status(ID));
    expect(request.body).toEqual({ status: 'Blocked', comment: 'No licence' });
  });

  it('says who set a value, when and from what, when it is pressed', async () => {
    const { fixture, element } = await page({ status: 'In Progress' });
    const facts = element.querySelector('at-item-facts');
    expect(textOf(facts)).not.toContain('Set by');
    press(fixture, 'In Progress');
    await fixture.whenStable();
    expect(textOf(facts)).toContain('Set by Maria Fitzgerald 3 hours ago , from New.');
    press(fixture, 'In Progress');
    await fixture.whenStable();
    expect(textOf(facts)).not.toContain('Set by');
  });
});
