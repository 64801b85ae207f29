import { findOwingProjections, projectionTable } from '@action-tracker/event-store';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import {
  FIRST_CATEGORIES,
  SCHEMA_VERSIONS,
  STATUSES,
  type AccessCommand,
} from '@action-tracker/domain';
import { ChangeAccessCommand } from '../access/change-access';
import { ChangeOrganisationCommand } from '../access/change-organisation';
import { ListMembers } from '../access/tracker-access';
import { ContinueHistoryCommand } from '../imports/continue-history';
import { AddNoteCommand } from '../items/add-note';
import { AmendNoteCommand } from '../items/amend-note';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { ChangeTrackerCommand } from '../trackers/change-tracker';
import { CreateItemCommand } from '../items/create-item';
import { ReinstateItemCommand } from '../items/reinstate-item';
import { WithdrawItemCommand } from '../items/withdraw-item';
import { WithdrawNoteCommand } from '../items/withdraw-note';
import { ImportItemCommand } from '../imports/import-item';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { ListItems } from '../items/action-items';
import { fillHistory, historyGaps } from './histories';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { ListNotes } from '../items/notes';
import { GetMinutes } from '../agenda/minutes';
import { ChangeReviewCommand } from '../reviews/change-review';
import { OpenReviewCommand } from '../reviews/open-review';
import { BulkCommand } from '../together/bulk-command';
import { ListBatches } from '../batches/batches';
import { UndoCommand } from '../together/undo-command';
import { ListReviews } from '../reviews/reviews';
import { PROJECTIONS } from './projections';
import { ListStatusHistory } from '../items/status-history';
import { GetTracker, ListTrackers } from '../trackers/trackers';
import { Application, TITLED } from '../testing/application';
import { bringReadModelsUpToDate, rebuildReadModels } from './rebuild';
import { CurrentRights } from '../ledger/rights';
import { Scope } from '../ledger/scope';

const TIMES = {
  createdAt: '2024-02-29T23:30:00.123456Z',
  statusAt: '2024-03-01T01:30:00.1+01:00',
  noteAt: '2025-01-01T00:00:00Z',
};

const TABLES = PROJECTIONS.map(projectionTable).join(', ');

const minute = (n: number) => `2026-03-01T12:${String(n).padStart(2, '0')}:00.000Z`;

/** Two trackers, thirty items, every type of event, late entries about the past. */
async function play(app: Application): Promise<void> {
  await app.furnish();
  const space = { prefix: 'SP', name: 'SpaceX', description: 'Launch\nprovider 🚀' };
  await app.command(new OpenTrackerCommand(space, app.origin({ actorId: 2, channel: 'web' })));
  for (let n = 1; n <= 24; n++) {
    app.at(minute(n));
    const trackerId = (n % 2) + 1;
    const dueDate = n % 3 ? '2026-12-31' : null;
    const input = { ...TITLED, title: `Item ${n} é\u0301 𝄞`, dueDate, ownerId: (n % 2) + 1 };
    const { stream } = await app.command(new CreateItemCommand(trackerId, input, app.origin()));
    const status = STATUSES[n % STATUSES.length] ?? 'New';
    await app.command(
      new ChangeStatusCommand(stream, { status, comment: n % 2 ? null : 'because' }, app.origin()),
    );
  }
  for (const number of [undefined, 40, 7_000, 41, undefined, 500]) {
    await importRow(app, number);
  }
  await edit(app.at(minute(30)));
  await app.command(new ChangeTrackerCommand(2, { description: null }, app.origin()));
  await app.at(minute(31)).command(new ChangeTrackerCommand(2, { name: 'Space X' }, app.origin()));
  await correct(app.at(minute(32)));
  await meet(app.at(minute(33)));
  await together(app.at(minute(34)));
  await share(app.at(minute(35)));
  await app.command(new ChangeTrackerCommand(2, { archived: true }, app.origin()));
  await app.at(minute(36)).command(new ChangeTrackerCommand(2, { archived: false }, app.origin()));
  await categorise(app.at(minute(37)));
}

/** A tracker renames, retires, adds and reorders categories that its items have. */
async function categorise(app: Application): Promise<void> {
  const retired = FIRST_CATEGORIES.toReversed().map((one) => ({
    ...one,
    ...(one.key === 'SW / Ops' ? { name: 'Flight software' } : {}),
    retired: one.key === 'ADCS' || one.key === 'ConOps',
  }));
  const changed = [...retired, { name: 'Thermal' }];
  await app.command(new ChangeTrackerCommand(2, { categories: changed }, app.origin()));
  const change = { category: 'Thermal' };
  await app.command(new ChangeItemCommand('SP-003', change, app.origin()));
  const categories = changed.map((one) => ({ key: one.name, ...one, retired: false }));
  await app.command(new ChangeTrackerCommand(2, { categories }, app.origin()));
}

/** Members come, change and go; a tracker is for its members only; people get another standing. */
async function share(app: Application): Promise<void> {
  const changes: readonly AccessCommand[] = [
    { type: 'AddMember', userId: 2, role: 'manager' },
    { type: 'ChangeMemberRole', userId: 2, role: 'viewer' },
    { type: 'ChangeVisibility', visibility: 'members', organisationRole: 'viewer' },
  ];
  for (const change of changes) await app.command(new ChangeAccessCommand(1, change, app.origin()));
  await app.command(
    new ChangeAccessCommand(2, { type: 'AddMember', userId: 1, role: 'editor' }, app.origin()),
  );
  await app.command(new ChangeAccessCommand(2, { type: 'RemoveMember', userId: 1 }, app.origin()));
  const people = [
    { userId: 1, role: 'admin' },
    { userId: 2, isActive: false },
    { userId: 2, isActive: true },
  ] as const;
  for (const person of people) {
    const change = { type: 'ChangePerson', ...person } as const;
    await app.command(new ChangeOrganisationCommand(change, app.origin()));
  }
}

function importRow(app: Application, number: number | undefined) {
  const input = {
    ...TITLED,
    createDate: '2024-02-29',
    ...(number === undefined ? {} : { number }),
    status: number === 40 ? 'New' : 'Complete',
    ...(number === 41 ? {} : { note: { noteDate: '2024-03-05', content: 'from the sheet' } }),
  } as const;
  const origin = app.origin({ actorId: 2, recordedById: 1, channel: 'import' });
  return app.command(new ImportItemCommand(1, input, TIMES, origin));
}

async function edit(app: Application): Promise<void> {
  const all = {
    title: 'Every field',
    dueDate: '2027-01-01',
    category: 'SW / Ops',
    ownerId: 2,
    priority: 'Low',
  } as const;
  for (const id of ['AD-040', 'AD-7000', 'SP-003', 'AD-001']) {
    await app.command(new ChangeItemCommand(id, all, app.origin()));
    await app.command(new ChangeItemCommand(id, { dueDate: null }, app.origin()));
    await app.command(new AddNoteCommand(id, { content: 'line\n\tline' }, app.origin()));
    await app.command(
      new AddNoteCommand(id, { content: 'later', noteDate: '2020-02-29' }, app.origin()),
    );
  }
}

/** Amends, withdraws and reinstates a note of AD-001; withdraws two items and reinstates one. */
async function correct(app: Application): Promise<void> {
  const { items: events } = await app.query(new ListItemEvents(Scope.everything, 'AD-001'));
  const entry = events.find(({ type }) => type === 'NoteAdded')?.version ?? 0;
  const amendment = { entry, content: 'line\n\tamended' };
  await app.command(new AmendNoteCommand('AD-001', amendment, app.origin({ actorId: 2 })));
  const reason = 'entered\ntwice';
  await app.command(new WithdrawNoteCommand('AD-001', { entry, reason }, app.origin()));
  const commands = [{ type: 'ReinstateNote', entry }] as const;
  const step = { actorId: 1, occurredAt: minute(32), commands };
  const { version } = await app.query(new GetItem(Scope.everything, 'AD-001'));
  await app.command(new ContinueHistoryCommand('AD-001', [step], app.origin(), version));
  for (const id of ['AD-040', 'AD-7000']) {
    await app.command(new WithdrawItemCommand(id, { reason }, app.origin()));
  }
  await app.command(new ReinstateItemCommand('AD-7000', app.origin()));
}

/** A change of two items at once, its undo, and the undo of that. */
async function together(app: Application): Promise<void> {
  const asked = [{ itemId: 'AD-7000' }, { itemId: 'SP-003' }];
  const change = { changes: { priority: 'High' }, note: 'all at\nonce' } as const;
  const origins = [app.origin(), app.origin({ actorId: 2 }), app.origin()] as const;
  const [first, undo, redo] = origins;
  await app.command(new BulkCommand(Scope.everything, { items: { asked }, change }, first));
  await app.command(new UndoCommand(Scope.everything, { batch: first.commandId }, false, undo));
  await app.command(new UndoCommand(Scope.everything, { batch: undo.commandId }, false, redo));
}

/** A review of each tracker: one is cancelled, one is closed. */
async function meet(app: Application): Promise<void> {
  const change = (
    trackerId: number,
    command: ConstructorParameters<typeof ChangeReviewCommand>[2],
  ) => app.command(new ChangeReviewCommand(trackerId, 1, command, app.origin()));
  for (const trackerId of [1, 2]) {
    const input = { name: 'Weekly', participants: [2, 1] };
    await app.command(new OpenReviewCommand(trackerId, input, app.origin()));
  }
  await change(2, { type: 'CancelReview' });
  const changes = { name: 'Weekly 9', participants: [1], minutes: 'line\n\tline' };
  await change(1, { type: 'ChangeReview', changes });
  for (const itemId of ['AD-001', 'AD-7000']) await change(1, { type: 'DiscussItem', itemId });
  await change(1, { type: 'UnmarkItem', itemId: 'AD-001' });
  await change(1, { type: 'CloseReview' });
}

/** The answers of every query. */
async function answers(app: Application) {
  const trackers = await app.query(new ListTrackers(Scope.everything));
  const items = await app.query(new ListItems(Scope.everything));
  const details = [];
  for (const { id } of items) {
    details.push({
      item: await app.query(new GetItem(Scope.everything, id)),
      notes: (await app.query(new ListNotes(Scope.everything, id))).items,
      history: (await app.query(new ListStatusHistory(Scope.everything, id))).items,
      events: (await app.query(new ListItemEvents(Scope.everything, id))).items,
    });
  }
  const eachTracker = [];
  for (const { id } of trackers) {
    eachTracker.push(
      await app.query(new GetTracker(Scope.everything, id)),
      await app.query(new ListMembers(Scope.everything, id)),
      await app.query(new ListItems(Scope.everything, id)),
      await app.query(new ListReviews(Scope.everything, id)),
      (await app.query(new ListBatches(Scope.everything, id))).items,
      await app.query(new GetMinutes(Scope.everything, id, 1)),
    );
  }
  const rights = await app.of(CurrentRights).of(2);
  return { trackers, items, details, eachTracker, rights: rights.key };
}

describe('the rebuild law', () => {
  let app: Application;
  let expected: Awaited<ReturnType<typeof answers>>;

  const openPlayed = () => Application.openLike('played', new Date(minute(0)), play);

  beforeAll(async () => {
    const untouched = await openPlayed();
    await untouched.at(minute(40)).createItem({ title: 'One more' });
    expected = await answers(untouched);
    await untouched.close();
  });

  beforeEach(async () => {
    app = await openPlayed();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  const expectSameAnswers = async () => {
    const found = await answers(app);
    expect(found).toEqual(expected);
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  };

  it('plays a scenario with every type of event', async () => {
    const { rows } = await app.database.pool.query<{ type: string }>(
      'SELECT DISTINCT type FROM events',
    );
    expect(rows.map(({ type }) => type).toSorted()).toEqual(
      Object.keys(SCHEMA_VERSIONS).toSorted(),
    );
    expect(await app.query(new ListItems(Scope.everything))).toHaveLength(30);
  });

  it('gives back every answer from emptied tables, and numbers go on meanwhile', async () => {
    await app.database.pool.query(`TRUNCATE ${TABLES}`);
    const outcome = await app.at(minute(40)).createItem({ title: 'One more' });
    expect(outcome.stream).toBe('AD-7002');
    await rebuildReadModels(app.database.pool);
    await expectSameAnswers();
  });

  it('changes nothing when nothing was wrong', async () => {
    await app.at(minute(40)).createItem({ title: 'One more' });
    await rebuildReadModels(app.database.pool);
    await expectSameAnswers();
  });

  it('leaves the very rows that the appends left, to the microsecond', async () => {
    const rows = async () => {
      const tables = PROJECTIONS.map(
        ({ name }) => `SELECT '${name} ' || t::text AS row FROM ${name} t`,
      );
      const text = `${tables.join(' UNION ALL ')} ORDER BY 1`;
      return (await app.database.pool.query<{ row: string }>(text)).rows;
    };
    for (const gap of await historyGaps(app.database.pool)) {
      await fillHistory(app.database.pool, gap);
    }
    const live = await rows();
    await rebuildReadModels(app.database.pool);
    expect(await rows()).toEqual(live);
  });

  it.each(PROJECTIONS)(
    'brings a dropped $name back when the next process starts',
    async (model) => {
      await app.at(minute(40)).createItem({ title: 'One more' });
      await app.database.pool.query(`DROP TABLE ${projectionTable(model)} CASCADE`);
      // A history is filled when it is read, or in the background.
      const filled = model.kind === 'history' ? [] : [model.name];
      expect(await bringReadModelsUpToDate(app.database.pool)).toEqual(filled);
      expect(await findOwingProjections(app.database.pool, PROJECTIONS)).toEqual([]);
      await expectSameAnswers();
    },
  );

  it('lets several processes start at once on tables that are missing', async () => {
    await app.at(minute(40)).createItem({ title: 'One more' });
    await app.database.pool.query(`DROP TABLE ${TABLES} CASCADE`);
    const others = [await app.openAnother(), await app.openAnother()];
    await Promise.all(others.map(({ database }) => bringReadModelsUpToDate(database.pool)));
    for (const other of others) await other.close();
    await expectSameAnswers();
  });
});
