/** What a note says after it was amended or withdrawn, and what it said before. */
import type { ItemVersion } from '@action-tracker/contracts';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import { ReadItemVersions } from '../moments/versions';
import { Application, asOf } from '../testing/application';
import { AddNoteCommand } from './add-note';
import { AmendNoteCommand } from './amend-note';
import { GetItem } from './get-item';
import { ListItemEvents } from './item-events';
import { GetNoteAtVersion } from './item-past';
import { ListNotes } from './notes';
import { ReadNotesOfItems } from './notes-of-items';
import { WithdrawNoteCommand } from './withdraw-note';

const ALL = Scope.everything;
const [ADDED, AMENDED, AGAIN, GONE] = [1, 2, 3, 4].map((day) => `2026-03-0${day}T12:00:00.000Z`);
const ID = 'AD-001';

let app: Application;

beforeEach(async () => {
  app = await (await Application.open()).furnish();
  await app.createItem();
  await app.command(new AddNoteCommand(ID, { content: 'caled' }, app.origin()));
  await app.command(new AddNoteCommand(ID, { content: 'ordered' }, app.origin()));
});

afterEach(async () => {
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

/** The note of entry 2. */
const amend = (content: string, at = AMENDED ?? '', commandId?: string) => {
  const origin = app.at(at).origin({ actorId: 2, ...(commandId ? { commandId } : {}) });
  return app.command(new AmendNoteCommand(ID, { entry: 2, content }, origin));
};
const withdraw = () =>
  app
    .at(GONE ?? '')
    .command(new WithdrawNoteCommand(ID, { entry: 2, reason: 'wrong item' }, app.origin()));

const noteIn = async (scope: Scope) => {
  const { items } = await app.query(new ListNotes(scope, ID));
  const { notes } = await app.query(new GetItem(scope, ID));
  expect(notes).toEqual(items);
  return items.find(({ entry }) => entry === 2);
};
const idsOf = async (text: string, scope: Scope = ALL) =>
  (await app.query(new FindItems(scope, { text }))).items.map(({ id }) => id);
const versions = async (): Promise<readonly ItemVersion[]> => {
  const found: ItemVersion[] = [];
  for await (const rows of await app.query(new ReadItemVersions(ALL, 1, 'recorded'))) {
    found.push(...rows.map((row) => JSON.parse(row) as ItemVersion));
  }
  return found;
};
const latestNote = async () => {
  const [item] = (await app.query(new FindItems(ALL))).items;
  return item?.latest_note?.content;
};

it('says what it was last amended to, by whom and when, and before that what it said then', async () => {
  await amend('called');
  const { version } = await amend('called the vendor', AGAIN);
  const edited = { content: 'called the vendor', edited_at: AGAIN, edited_by_id: 2 };
  expect(await noteIn(ALL)).toMatchObject({ ...edited, author_id: 1, withdrawn: null });
  expect(await noteIn(asOf(AMENDED ?? ''))).toMatchObject({ content: 'called' });
  expect(await noteIn(asOf(ADDED ?? ''))).toMatchObject({ content: 'caled', edited_at: null });
  const place = { entry: 2, version: version - 1 };
  expect(await app.query(new GetNoteAtVersion(ALL, ID, place))).toMatchObject({
    content: 'called',
  });
  const events = (await app.query(new ListItemEvents(ALL, ID))).items.slice(3);
  expect(events).toMatchObject([
    { type: 'NoteAmended', from: { content: 'caled' }, to: { entry: 2, content: 'called' } },
    { type: 'NoteAmended', from: { content: 'called' }, to: { content: 'called the vendor' } },
  ]);
});

it('is read with the notes of other items as it was at the moment, and not once it is withdrawn', async () => {
  const listed = { id: ID, tracker_id: 1, note_count: 2 };
  const contents = async (scope: Scope) => {
    const items = [{ id: 'AD-002', tracker_id: 1, note_count: 0 }, listed];
    return (await app.query(new ReadNotesOfItems(scope, items))).map(({ content }) => content);
  };
  await amend('called');
  expect(await contents(ALL)).toEqual(['ordered', 'called']);
  expect(await contents(asOf(ADDED ?? ''))).toEqual(['ordered', 'caled']);
  await withdraw();
  expect(await contents(ALL)).toEqual(['ordered']);
  expect(await contents(asOf(AMENDED ?? ''))).toEqual(['ordered', 'called']);
});

it('is found by the words that it says now', async () => {
  await amend('called');
  expect(await idsOf('caled')).toEqual([]);
  expect(await idsOf('called ordered')).toEqual([ID]);
  expect(await idsOf('caled', asOf(ADDED ?? ''))).toEqual([ID]);
  expect(await idsOf('called', asOf(ADDED ?? ''))).toEqual([]);
  await withdraw();
  expect(await idsOf('called')).toEqual([]);
  expect(await idsOf('called', asOf(AMENDED ?? ''))).toEqual([ID]);
});

it('stays with who withdrew it and why, and leaves the list', async () => {
  await withdraw();
  const withdrawn = { at: GONE, by_id: 1, reason: 'wrong item' };
  expect(await noteIn(ALL)).toMatchObject({ content: 'caled', withdrawn });
  expect(await noteIn(asOf(ADDED ?? ''))).toMatchObject({ withdrawn: null });
  expect(await latestNote()).toBe('ordered');
  await app.command(new WithdrawNoteCommand(ID, { entry: 3, reason: null }, app.origin()));
  expect(await latestNote()).toBeUndefined();
  await expect(amend('called', GONE)).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('is in the list, now and then, also when many later ones are withdrawn', async () => {
  await amend('called the vendor\nagain');
  for (let entry = 5; entry <= 8; entry++) {
    await app.command(new AddNoteCommand(ID, { content: `note ${entry}` }, app.origin()));
  }
  for (const entry of [3, 5, 6, 7]) {
    await app.command(new WithdrawNoteCommand(ID, { entry, reason: null }, app.origin()));
  }
  expect(await latestNote()).toBe('note 8');
  app.at(GONE ?? '');
  await app.command(new WithdrawNoteCommand(ID, { entry: 8, reason: null }, app.origin()));
  await withdraw();
  expect(await latestNote()).toBeUndefined();
  const [, version] = (await versions()).slice(-2).map(({ latest_note: note }) => note);
  expect(version).toBeNull();
  expect((await versions()).at(-2)?.latest_note).toMatchObject({
    ...{ content: 'called the vendor', author_id: 1, note_date: '2026-03-01' },
  });
  const before = { axis: 'recorded', instant: GONE ?? '', position: 14, review: null } as const;
  const [item] = (await app.query(new FindItems(ALL.at(before)))).items;
  expect(item?.latest_note?.content).toBe('called the vendor');
});

it('is amended once by a repeated command', async () => {
  const commandId = '00000000-0000-7000-8000-0000000000aa';
  const first = await amend('called', AMENDED, commandId);
  expect(await amend('called', AMENDED, commandId)).toMatchObject({ version: first.version });
});

it('keeps one text when two people amend it at once', async () => {
  const outcomes = await Promise.allSettled([amend('one'), amend('two'), amend('three')]);
  const accepted = outcomes.filter(({ status }) => status === 'fulfilled');
  expect(accepted.length).toBeGreaterThan(0);
  const { items } = await app.query(new ListItemEvents(ALL, ID));
  const texts = items
    .filter(({ type }) => type === 'NoteAmended')
    .map(({ from, to }) => [from?.content, to.content]);
  expect(texts).toHaveLength(accepted.length);
  expect(texts.map(([from]) => from)).toEqual(['caled', ...texts.slice(0, -1).map(([, to]) => to)]);
});

it('is refused for an entry that is no note, or a note of another item', async () => {
  await app.createItem();
  for (const entry of [1, 4, 99]) {
    const command = new AmendNoteCommand(ID, { entry, content: 'x' }, app.origin());
    await expect(app.command(command)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});
