/** A withdrawn item is in no list, count, report or agenda; alone it says that it is withdrawn. */
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import type { Query } from '@nestjs/cqrs';
import { GetAgenda } from '../agenda/agenda';
import { GetMinutes } from '../agenda/minutes';
import { Scope } from '../ledger/scope';
import { FindItems, FindItemsAsJson, ReadAllItemsAsJson } from '../lists/find-items';
import type { ItemFilter } from '../lists/item-filter';
import { GetChanges } from '../moments/changes';
import { GetSummary } from '../reports/summary';
import { ChangeReviewCommand } from '../reviews/change-review';
import { OpenReviewCommand } from '../reviews/open-review';
import { GetSlips } from '../slips/slips';
import { Application, asOf } from '../testing/application';
import { ListTrackers } from '../trackers/trackers';
import { AddNoteCommand } from './add-note';
import { AmendNoteCommand } from './amend-note';
import { ChangeItemCommand } from './change-item';
import { GetItem } from './get-item';
import { GetItemAtVersion } from './item-past';
import { ReinstateItemCommand } from './reinstate-item';
import { WithdrawItemCommand } from './withdraw-item';

const BEFORE = '2026-03-01T12:00:00.000Z';
const AFTER = '2026-03-02T12:00:00.000Z';
const GONE = { isWithdrawn: true } as const;
const ALL = Scope.everything;

let app: Application;

/** AD-001 stays, AD-002 is withdrawn on the next day; review 1 was opened before, 2 after. */
beforeAll(async () => {
  app = await (await Application.open()).furnish();
  const open = (name: string) =>
    app.command(new OpenReviewCommand(1, { name, participants: [] }, app.origin()));
  await app.createItem({ title: 'Kept valve' });
  await app.createItem({ title: 'Wrong valve' });
  const later = { dueDate: '2026-05-01' };
  await app.command(new ChangeItemCommand('AD-002', later, app.origin()));
  await app.command(new AddNoteCommand('AD-002', { content: 'bearing' }, app.origin()));
  await open('Before');
  app.at(AFTER);
  const origin = app.origin({ actorId: 2 });
  await app.command(new WithdrawItemCommand('AD-002', { reason: 'entered twice' }, origin));
});

afterAll(async () => {
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

async function textOf(query: Query<unknown>): Promise<string> {
  const answer = await app.query(query);
  if (typeof answer !== 'object' || !answer || !(Symbol.asyncIterator in answer)) {
    return JSON.stringify(answer);
  }
  const batches: unknown[] = [];
  for await (const batch of answer as AsyncIterable<unknown>) batches.push(batch);
  return JSON.stringify(batches);
}

const MOMENTS: Readonly<Record<string, Scope>> = { now: ALL, 'as of now': asOf(AFTER) };

describe.each(Object.entries(MOMENTS))('%s', (_, scope) => {
  it.each<[string, Query<unknown>]>([
    ['a page', new FindItems(scope)],
    ['a page of a tracker', new FindItems(scope, {}, 1)],
    ['a page as JSON', new FindItemsAsJson(scope)],
    ['an export', new ReadAllItemsAsJson(scope)],
    ['a search', new FindItems(scope, { text: 'valve' })],
    ['a search of notes', new FindItems(scope, { text: 'bearing' })],
    ['a search of its id', new FindItems(scope, { text: 'ad2' })],
    ['the moved items', new FindItems(scope, { isMoved: true })],
    ['the slips', new GetSlips(scope, 'owner', { isMoved: true })],
  ])('it is not in %s', async (_name, query) => {
    expect(await textOf(query)).not.toMatch(/AD-002|Wrong|bearing|"moved_items":1/);
  });

  it('is in each list of withdrawn items', async () => {
    for (const filter of [GONE, { ...GONE, text: 'valve' }, { ...GONE, isMoved: true } as const]) {
      const { items } = await app.query(new FindItems(scope, filter));
      expect(items.map(({ id, withdrawn }) => ({ id, withdrawn }))).toEqual([
        { id: 'AD-002', withdrawn: { at: AFTER, by_id: 2, reason: 'entered twice' } },
      ]);
    }
  });

  it('is not counted, and keeps its number', async () => {
    expect(await app.query(new GetSummary(scope))).toMatchObject({
      ...{ items: 1, open: 1, by_owner: [{ owner_id: 1, items: 1, open: 1 }] },
    });
    const [tracker] = await app.query(new ListTrackers(scope));
    expect(tracker).toMatchObject({ open_items: 1, total_items: 1, next_number: 3 });
  });

  it('says alone that it is withdrawn', async () => {
    const withdrawn = { at: AFTER, by_id: 2, reason: 'entered twice' };
    expect(await app.query(new GetItem(scope, 'AD-002'))).toMatchObject({ withdrawn });
  });
});

it('is in the list of before, and in no list of withdrawn items then', async () => {
  const idsOf = async (filter: ItemFilter) =>
    (await app.query(new FindItems(asOf(BEFORE), filter))).items.map(({ id }) => id);
  expect(await idsOf({})).toEqual(['AD-001', 'AD-002']);
  expect(await idsOf({ text: 'bearing' })).toEqual(['AD-002']);
  expect(await idsOf(GONE)).toEqual([]);
});

it('is the same alone and by replay', async () => {
  const live = await app.query(new GetItem(ALL, 'AD-002'));
  const { as_of: _, ...past } = await app.query(new GetItem(asOf(AFTER), 'AD-002'));
  expect(JSON.stringify(past)).toBe(JSON.stringify(live));
});

it('leaves the agenda of a review, and cannot be discussed', async () => {
  expect(await textOf(new GetAgenda(ALL, 1, 1))).not.toContain('AD-002');
  const command = { type: 'DiscussItem', itemId: 'AD-002' } as const;
  await expect(
    app.command(new ChangeReviewCommand(1, 1, command, app.origin())),
  ).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('is in the minutes only as a change', async () => {
  const { changes, ...minutes } = await app.query(new GetMinutes(ALL, 1, 1));
  expect(JSON.stringify(minutes)).not.toContain('AD-002');
  expect(changes).toMatchObject([{ item_id: 'AD-002', kinds: ['withdrawn'] }]);
});

it('is a change, in both directions', async () => {
  const { moment: from } = asOf(BEFORE);
  const { moment: to } = asOf(AFTER);
  if (!from || !to) throw new Error('Expected moments');
  const { items, untouched } = await app.query(new GetChanges(ALL, 1, { from, to }));
  expect(items).toMatchObject([{ item_id: 'AD-002', kinds: ['withdrawn'] }]);
  expect(untouched).toEqual(['AD-001']);
});

it('refuses every change, and is as before when it is reinstated', async () => {
  const changes = [
    new ChangeItemCommand('AD-002', { title: 'Renamed' }, app.origin()),
    new AddNoteCommand('AD-002', { content: 'more' }, app.origin()),
    new AmendNoteCommand('AD-002', { entry: 3, content: 'more' }, app.origin()),
  ];
  for (const change of changes) {
    await expect(app.command(change)).rejects.toMatchObject({ code: 'CONFLICT' });
  }
  const { version } = await app.command(new ReinstateItemCommand('AD-002', app.origin()));
  expect(await app.query(new GetItemAtVersion(ALL, 'AD-002', version))).toMatchObject({
    ...{ title: 'Wrong valve', withdrawn: null },
  });
  expect(await textOf(new GetAgenda(ALL, 1, 1))).toContain('AD-002');
  await app.command(new WithdrawItemCommand('AD-002', { reason: null }, app.origin()));
});
