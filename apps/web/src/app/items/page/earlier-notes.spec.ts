import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { API_PATHS, type ItemEventEntry, type Note } from '@action-tracker/contracts';
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
import { ItemStore } from '../store/item-store';

const ID = 'AD-001';

/** One note a day, so that the number of a note is also its day. */
const aNote = (n: number, given: Partial<Note> = {}): Note => ({
  id: n,
  entry: n,
  action_item_id: ID,
  note_date: `2026-01-${String(n).padStart(2, '0')}`,
  author_id: 1,
  content: `note ${n}`,
  created_at: '2026-02-01T10:00:00.000Z',
  ...{ edited_at: null, edited_by_id: null, withdrawn: null },
  ...given,
});

/** Newest first. */
const notesFrom = (newest: number, oldest: number): readonly Note[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => aNote(newest - index));
/** One a day, because what is changed within minutes is shown as one. */
const eventsFrom = (newest: number, oldest: number): readonly ItemEventEntry[] =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => {
    const version = newest - index;
    const occurred_at = `2026-11-0${version}T09:00:00.000Z`;
    return anEvent({ version, position: version, command_id: `command-${version}`, occurred_at });
  });

/** An item of nine notes that comes with three of them, and of eight entries with three of them. */
const NINE = anItemDetail({ note_count: 9, notes: notesFrom(9, 7) });
const ANSWERS = { [API_PATHS.item(ID)]: NINE, [API_PATHS.events(ID)]: eventsFrom(8, 6) };

async function page() {
  const fixture = await open(ItemPage, [inputBinding('itemId', () => ID)], ANSWERS);
  await settled(fixture);
  const element = elementOf(fixture);
  const notes = () =>
    [...element.querySelectorAll('at-item-notes .note')].map(
      (note) => /note \d+/.exec(textOf(note))?.[0],
    );
  const places = () => [...element.querySelectorAll('at-item-history .place')].map(textOf);
  const counts = () => [...element.querySelectorAll('at-show-earlier p')].map(textOf);
  const earlier = async (url: string, body: object) => {
    (await sent('GET', url)).flush(body);
    await settled(fixture);
  };
  return { fixture, element, notes, places, counts, earlier };
}

const numbered = (newest: number, oldest: number) =>
  notesFrom(newest, oldest).map(({ content }) => content);
const NOTES_AFTER = (id: number) => `${API_PATHS.notes(ID)}?after=${id}`;
const ENTRIES_AFTER = (position: number) =>
  `${API_PATHS.events(ID)}?order=newest&after=${position}`;

describe('an item of many notes', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('says how many of them are shown, and shows earlier ones when they are asked for', async () => {
    const { fixture, notes, counts, earlier } = await page();
    expect(notes()).toEqual(numbered(9, 7));
    expect(counts()).toEqual(['3 of 9', '3 of 8']);
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(7), notesFrom(6, 4));
    expect(notes()).toEqual(numbered(9, 4));
    expect(counts()).toEqual(['6 of 9', '3 of 8']);
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(4), notesFrom(3, 1));
    expect(notes()).toEqual(numbered(9, 1));
    expect(counts()).toEqual(['3 of 8']);
  });

  it('shows earlier ledger entries in the same way', async () => {
    const { fixture, places, counts, earlier } = await page();
    press(fixture, 'Show earlier entries');
    await earlier(ENTRIES_AFTER(6), eventsFrom(5, 1));
    expect(places()).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((place) => `Ledger entry #${place}`));
    expect(counts()).toEqual(['3 of 9']);
  });

  it('keeps those that were asked for when others write, and shows each once', async () => {
    const { fixture, notes, counts, earlier } = await page();
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(7), notesFrom(6, 4));
    TestBed.inject(ItemStore).resource.set({ ...NINE, note_count: 11, notes: notesFrom(11, 9) });
    await settled(fixture);
    expect(notes()).toEqual(numbered(11, 4));
    expect(counts()).toEqual(['8 of 11', '3 of 8']);
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(4), notesFrom(3, 1));
    expect(notes()).toEqual(numbered(11, 1));
  });

  it('begins again with the newest when more arrived at once than come with an item', async () => {
    const { fixture, notes, counts, earlier } = await page();
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(7), notesFrom(6, 4));
    TestBed.inject(ItemStore).resource.set({ ...NINE, note_count: 20, notes: notesFrom(20, 18) });
    await settled(fixture);
    expect(notes()).toEqual(numbered(20, 18));
    expect(counts()).toEqual(['3 of 20', '3 of 8']);
  });

  it('finds what others have dated back among the notes that are shown', async () => {
    const { fixture, notes, counts, earlier } = await page();
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(7), notesFrom(6, 1));
    const store = TestBed.inject(ItemStore);
    store.resource.set({ ...NINE, note_count: 10, version: 9 });
    await settled(fixture);
    expect(counts()).toEqual(['9 of 10', '3 of 8']);
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(1), []);
    press(fixture, 'Show earlier notes');
    await settled(fixture);
    expect(notes()).toEqual(numbered(9, 7));
    press(fixture, 'Show earlier notes');
    const late = aNote(10, { note_date: '2026-01-03' });
    await earlier(NOTES_AFTER(7), [...notesFrom(6, 4), late, ...notesFrom(3, 1)]);
    expect(notes()).toEqual([...numbered(9, 4), 'note 10', ...numbered(3, 1)]);
    expect(counts()).toEqual(['3 of 8']);
  });

  it('shows a note that was dated back where it belongs, as soon as it is written', async () => {
    const { fixture, notes, earlier } = await page();
    press(fixture, 'Show earlier notes');
    await earlier(NOTES_AFTER(7), notesFrom(6, 4));
    const content = await TestbedHarnessEnvironment.loader(fixture).getHarness(
      MatInputHarness.with({ label: 'Add a note' }),
    );
    await content.setValue('note 10');
    press(fixture, 'Add note');
    const note = aNote(10, { note_date: '2026-01-05' });
    (await sent('POST', API_PATHS.notes(ID))).flush(note);
    await answer(fixture, { ...ANSWERS, [API_PATHS.item(ID)]: { ...NINE, note_count: 10 } });
    expect(notes()).toEqual([...numbered(9, 6), 'note 10', ...numbered(5, 4)]);
  });

  it('says why earlier notes are not there, and tries again', async () => {
    const { fixture, element, notes, earlier } = await page();
    press(fixture, 'Show earlier notes');
    const slow = { status: 503, statusText: 'Service Unavailable' };
    (await sent('GET', NOTES_AFTER(7))).flush(refusal('UNAVAILABLE', 'Too slow'), slow);
    await settled(fixture);
    expect(element.querySelector('section.notes [role=alert]')).not.toBeNull();
    expect(notes()).toEqual(numbered(9, 7));
    press(fixture, 'Retry');
    await earlier(NOTES_AFTER(7), notesFrom(6, 4));
    expect(notes()).toEqual(numbered(9, 4));
  });
});
