import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ImportHistoryCommand, type HistoryStep } from './import-history';
import { GetItem } from '../items/get-item';
import { ListItemEvents } from '../items/item-events';
import { ListStatusHistory } from '../items/status-history';
import { Application, asOf, TITLED } from '../testing/application';
import { rebuildReadModels } from '../read-tables/rebuild';
import { Scope } from '../ledger/scope';
import { GetTracker, ListTrackers } from '../trackers/trackers';

const MONDAY = '2025-01-06T08:00:00.000Z';
const TUESDAY = '2025-01-07T09:30:00.000Z';
const FRIDAY = '2025-01-10T17:45:00.000Z';

const begin = (status: 'New' | 'In Progress' = 'New'): HistoryStep => ({
  actorId: 1,
  occurredAt: MONDAY,
  commands: [{ type: 'ImportItem', ...TITLED, createDate: '2025-01-06', status }],
});
const STEPS: readonly HistoryStep[] = [
  begin('In Progress'),
  {
    actorId: 2,
    occurredAt: TUESDAY,
    commands: [
      { type: 'ChangeItem', changes: { priority: 'Low', ownerId: 2, title: TITLED.title } },
      { type: 'ChangeStatus', status: 'Blocked', comment: null },
    ],
  },
  {
    actorId: 1,
    occurredAt: FRIDAY,
    commands: [
      { type: 'ChangeStatus', status: 'Complete', comment: null },
      { type: 'AddNote', content: 'Caller: 7', noteDate: '2025-01-06' },
    ],
  },
];

describe('importing an item with its history', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  const imports = { recordedById: 1, channel: 'import' } as const;
  const take = (steps: readonly HistoryStep[], number?: number) =>
    new ImportHistoryCommand(1, steps, app.origin(imports), number);

  it('writes every change with its time and person, in one command', async () => {
    expect(await app.command(take(STEPS, 9))).toMatchObject({
      stream: 'AD-009',
      versionBefore: 0,
      version: 7,
    });
    const events = (await app.query(new ListItemEvents(Scope.everything, 'AD-009'))).items;
    expect(events.map((event) => [event.type, event.actor_id, event.occurred_at])).toEqual([
      ['ItemCreated', 1, MONDAY],
      ['ItemStatusChanged', 1, MONDAY],
      ['ItemReassigned', 2, TUESDAY],
      ['ItemReprioritised', 2, TUESDAY],
      ['ItemStatusChanged', 2, TUESDAY],
      ['ItemStatusChanged', 1, FRIDAY],
      ['NoteAdded', 1, FRIDAY],
    ]);
    expect(new Set(events.map((event) => event.command_id)).size).toBe(1);
    const history = (await app.query(new ListStatusHistory(Scope.everything, 'AD-009'))).items;
    expect(history.map((entry) => [entry.status, entry.changed_by_id, entry.changed_at])).toEqual([
      ['Complete', 1, FRIDAY],
      ['Blocked', 2, TUESDAY],
      ['In Progress', 1, MONDAY],
      ['New', 1, MONDAY],
    ]);
  });

  it('shows the item as it was on any day, and survives a rebuild', async () => {
    await app.command(take(STEPS));
    const wednesday = new GetItem(asOf('2025-01-08T00:00:00Z'), 'AD-001');
    expect(await app.query(wednesday)).toMatchObject({ status: 'Blocked', owner_id: 2, notes: [] });
    const live = await app.query(new GetItem(Scope.everything, 'AD-001'));
    await rebuildReadModels(app.database.pool);
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toEqual(live);
  });

  it('has its tracker from its first day on, although that was opened later', async () => {
    await app.command(take(STEPS));
    const monday = asOf('2025-01-06T23:59:59Z');
    expect(await app.query(new GetTracker(monday, 1))).toMatchObject({ id: 1, next_number: 2 });
    expect(await app.query(new ListTrackers(monday))).toMatchObject([{ id: 1, open_items: 1 }]);
    const sunday = asOf('2025-01-05T23:59:59Z');
    await expect(app.query(new GetTracker(sunday, 1))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const recorded = asOf('2025-01-06T23:59:59Z', 'recorded');
    expect(await app.query(new ListTrackers(recorded))).toEqual([]);
  });

  it.each([
    ['a time before the one before', [begin(), { ...begin(), occurredAt: '2024-01-01T00:00:00Z' }]],
    ['a time to come', [{ ...begin(), occurredAt: '2026-03-02T00:00:00.000Z' }]],
    ['an owner who does not exist', [begin(), step({ ownerId: 99 })]],
    ['a change that no item can take', [begin(), step({ title: '' })]],
  ])('refuses %s, and writes nothing', async (_, steps) => {
    await expect(app.command(take(steps))).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    const { rows } = await app.database.pool.query(`SELECT FROM events WHERE stream <> 'AD'`);
    expect(rows).toEqual([]);
  });

  it('refuses a number that is taken', async () => {
    await app.createItem();
    await expect(app.command(take(STEPS, 1))).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

function step(changes: object): HistoryStep {
  return { ...begin(), occurredAt: FRIDAY, commands: [{ type: 'ChangeItem', changes }] };
}
