/** No query returns anything outside its scope: hidden data looks like missing data. */
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import type { Query } from '@nestjs/cqrs';
import {
  FindSameImports,
  ListImportedByOthers,
  ListImportedItems,
} from '../imports/imported-items';
import { FindImportedLogs } from '../imports/imported-logs';
import { FindTakenBack } from '../imports/taken-back';
import { ListItems } from '../items/action-items';
import { AddNoteCommand } from '../items/add-note';
import { ListItemEvents } from '../items/item-events';
import { GetItemAtVersion, GetNote, GetNoteAtVersion, GetStatusEntry } from '../items/item-past';
import { GetItem } from '../items/get-item';
import { ListNotes } from '../items/notes';
import { ListStatusHistory } from '../items/status-history';
import { FindItems, FindItemsAsJson, ReadAllItemsAsJson } from '../lists/find-items';
import { LedgerHeads } from '../lists/ledger-heads';
import { GetSummary } from '../reports/summary';
import { Application } from '../testing/application';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { GetTrackerAtVersion } from '../trackers/tracker-past';
import { GetTrackerVersion } from '../trackers/tracker-version';
import { FindTrackerOpenedBy, GetTracker, ListTrackers } from '../trackers/trackers';
import { Rights } from './rights';
import { Scope, type PastMoment } from './scope';

const NOON: PastMoment = {
  axis: 'occurred',
  instant: '2026-03-01T12:00:00.000Z',
  position: null,
  review: null,
};
/** Tracker 1 (AD) is outside, tracker 2 (SP) inside. */
const NARROW = Scope.of({ id: 1 }, Rights.within([2]));
const WHEN = ['now', 'in the past'] as const;
const IN: Readonly<Record<(typeof WHEN)[number], (scope: Scope) => Scope>> = {
  now: (scope) => scope,
  'in the past': (scope) => scope.at(NOON),
};

let app: Application;
let openedBy: string;

beforeAll(async () => {
  app = await (await Application.open()).furnish();
  const origin = app.origin();
  openedBy = origin.commandId;
  await app.command(
    new OpenTrackerCommand({ prefix: 'SP', name: 'SP', description: null }, origin),
  );
  await app.createItem();
  await app.command(new AddNoteCommand('AD-001', { content: 'secret' }, app.origin()));
});

afterAll(async () => {
  await expectSoundLedgers(app.database.pool);
  await app.close();
});

type Asked = (scope: Scope) => Query<unknown>;

/** The content of an answer; reads a streamed list to its end. */
async function answerTo(query: Query<unknown>): Promise<unknown> {
  const answer = await app.query(query);
  if (typeof answer !== 'object' || !answer || !(Symbol.asyncIterator in answer)) return answer;
  const batches: unknown[] = [];
  for await (const batch of answer as AsyncIterable<unknown>) batches.push(batch);
  return batches;
}

const OF_TRACKER: Readonly<Record<string, Asked>> = {
  ListItems: (scope) => new ListItems(scope, 1),
  FindItems: (scope) => new FindItems(scope, {}, 1),
  FindItemsAsJson: (scope) => new FindItemsAsJson(scope, {}, 1),
  ReadAllItemsAsJson: (scope) => new ReadAllItemsAsJson(scope, {}, 1),
  GetTracker: (scope) => new GetTracker(scope, 1),
  GetTrackerVersion: (scope) => new GetTrackerVersion(scope, 1),
  GetTrackerAtVersion: (scope) => new GetTrackerAtVersion(scope, 1, 1),
  ListImportedItems: (scope) => new ListImportedItems(scope, 1),
  ListImportedByOthers: (scope) => new ListImportedByOthers(scope, 1, ['AD-001'], openedBy),
  FindSameImports: (scope) => new FindSameImports(scope, 1, []),
  FindTakenBack: (scope) => new FindTakenBack(scope, 1, ['AD-001']),
  FindImportedLogs: (scope) => new FindImportedLogs(scope, 1, []),
};

const OF_ITEM: Readonly<Record<string, Asked>> = {
  GetItem: (scope) => new GetItem(scope, 'AD-001'),
  GetItemAtVersion: (scope) => new GetItemAtVersion(scope, 'AD-001', 1),
  GetNote: (scope) => new GetNote(scope, 'AD-001', { version: 2 }),
  GetNoteAtVersion: (scope) => new GetNoteAtVersion(scope, 'AD-001', { entry: 2, version: 2 }),
  GetStatusEntry: (scope) => new GetStatusEntry(scope, 'AD-001', { version: 1 }),
  ListNotes: (scope) => new ListNotes(scope, 'AD-001'),
  ListStatusHistory: (scope) => new ListStatusHistory(scope, 'AD-001'),
  ListItemEvents: (scope) => new ListItemEvents(scope, 'AD-001'),
  'LedgerHeads of an item': (scope) => new LedgerHeads(scope, { itemId: 'AD-001' }),
};

it.each(
  WHEN.flatMap((when) =>
    Object.entries({ ...OF_TRACKER, ...OF_ITEM }).map(
      ([name, asked]) => [name, when, asked] as const,
    ),
  ),
)('%s %s finds nothing outside of its scope, as if it were not there', async (_, when, asked) => {
  await answerTo(asked(IN[when](Scope.everything)));
  await answerTo(asked(IN[when](Scope.of({ id: 1 }, Rights.all))));
  await expect(answerTo(asked(IN[when](NARROW)))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

const OF_ALL: Readonly<Record<string, Asked>> = {
  ListItems: (scope) => new ListItems(scope),
  FindItems: (scope) => new FindItems(scope),
  'FindItems of words': (scope) => new FindItems(scope, { text: 'secret' }),
  'FindItems of the tracker': (scope) => new FindItems(scope, { trackerIds: [1] }),
  FindItemsAsJson: (scope) => new FindItemsAsJson(scope),
  ReadAllItemsAsJson: (scope) => new ReadAllItemsAsJson(scope),
  'ReadAllItemsAsJson of words': (scope) => new ReadAllItemsAsJson(scope, { text: 'secret' }),
  ListTrackers: (scope) => new ListTrackers(scope),
  LedgerHeads: (scope) => new LedgerHeads(scope, { trackerIds: undefined }),
  'LedgerHeads of the tracker': (scope) => new LedgerHeads(scope, { trackerId: 1 }),
  'LedgerHeads of trackers': (scope) => new LedgerHeads(scope, { trackerIds: [1] }),
};

it.each(
  WHEN.flatMap((when) =>
    Object.entries(OF_ALL).map(([name, asked]) => [name, when, asked] as const),
  ),
)('%s %s leaves out what is outside of its scope', async (_, when, asked) => {
  const text = async (scope: Scope) => JSON.stringify(await answerTo(asked(IN[when](scope))));
  const ofTracker = /\bAD\b|1:\d/;
  expect(await text(Scope.everything)).toMatch(ofTracker);
  expect(await text(Scope.of({ id: 1 }, Rights.all))).toMatch(ofTracker);
  expect((await text(NARROW)).replaceAll(/ [\d,]+/g, '')).not.toMatch(ofTracker);
});

it.each(WHEN)('counts only what is in scope, %s', async (when) => {
  const items = async (scope: Scope, trackerIds?: readonly number[]) =>
    (await app.query(new GetSummary(IN[when](scope), trackerIds))).items;
  expect(await items(Scope.everything)).toBe(1);
  expect(await items(NARROW)).toBe(0);
  expect(await items(NARROW, [1])).toBe(0);
});

it('finds a tracker by its command only where it is in scope', async () => {
  const find = (scope: Scope) => app.query(new FindTrackerOpenedBy(scope, openedBy, ['SP']));
  expect(await find(NARROW)).toMatchObject({ id: 2 });
  expect(await find(Scope.of({ id: 1 }, Rights.within([1])))).toBeUndefined();
});
