/** An aggregate needs only its folder, its line in the registry, and a read model to display it. */
import { AGGREGATES, registryOf, stateOf, type DomainEvent } from '@action-tracker/domain';
import {
  findOwingProjections,
  installProjections,
  LedgerWriter,
  rebuildProjections,
  verifyLedgers,
  type NewEvent,
} from '@action-tracker/event-store';
import { toNewEvent } from './ledger/origin';
import { PROJECTIONS } from './read-tables/projections';
import { ledgerFolds } from './read-tables/verify';
import { streamModelOf, type StreamState } from './ledger/stream-model';
import { Application, idOf } from './testing/application';
import { MILESTONE, type MilestoneCommand } from './testing/milestone/milestone';
import { MILESTONES } from './testing/milestone/milestones';

const REGISTRY = registryOf([...AGGREGATES, MILESTONE]);
const MODEL = streamModelOf(REGISTRY);
const READ_MODELS = [...PROJECTIONS, MILESTONES];

const LAUNCH = { type: 'SetMilestone', title: 'Launch', day: '2026-06-01', ownerId: 2 } as const;
const LATER = { type: 'MoveMilestone', day: '2026-07-01' } as const;
const CONTEXT = { today: '2026-03-01', nextNumber: 2, isUser: () => true };
const RENAMED: DomainEvent = { type: 'ItemRetitled', data: { from: 'Launch', to: 'Liftoff' } };

describe('a third aggregate', () => {
  let app: Application;
  let writer: LedgerWriter<StreamState>;
  let given = 0;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    await app.createItem();
    await installProjections(app.database.pool, READ_MODELS);
    await fill(await findOwingProjections(app.database.pool, READ_MODELS));
    const limits = { maxBatch: 10, maxQueued: 100, now: () => new Date('2026-03-01T12:00:00Z') };
    writer = new LedgerWriter(app.database.pool, MODEL, READ_MODELS, limits);
  });

  afterEach(async () => {
    await writer.close();
    await app.close();
  });

  const fill = (projections: readonly (typeof MILESTONES)[]) =>
    rebuildProjections({ pool: app.database.pool, model: MODEL, projections });

  const write = (stream: string, actorId: number, decide: (state: StreamState) => NewEvent[]) => {
    const ids = { commandId: idOf(1_000 + ++given), correlationId: idOf(0) };
    const people = { actorId, recordedById: actorId, channel: 'api', requestHash: undefined };
    return writer.write({
      ...{ ledgerId: 1, target: { stream }, metadata: { ...ids, ...people } },
      decide: ({ state }) => decide(state),
    });
  };

  const give = (stream: string, command: MilestoneCommand, actorId = 1) =>
    write(stream, actorId, (state) =>
      MILESTONE.decide(stateOf(MILESTONE, state), command, CONTEXT).map((event) => ({
        ...event,
        schemaVersion: REGISTRY.schemaVersions[event.type],
      })),
    );

  const rows = async (text: string) =>
    (await app.database.pool.query<Record<string, unknown>>(text)).rows;
  const milestones = () =>
    rows('SELECT id, title, day::text, owner_id, set_by_id, moved_by_id FROM milestones');

  const differences = async () => {
    const { pool } = app.database;
    const found = [];
    for await (const one of verifyLedgers({
      ...{ pool, projections: READ_MODELS },
      ...ledgerFolds(REGISTRY),
    })) {
      found.push(...one.differences);
    }
    return found;
  };

  it('is written, read, rebuilt and verified beside the others', async () => {
    expect(await give('AD-M1', LAUNCH)).toMatchObject({ stream: 'AD-M1', version: 1 });
    expect(await give('AD-M1', LATER, 2)).toMatchObject({ versionBefore: 1, version: 2 });
    const launch = { id: 'AD-M1', title: 'Launch', day: '2026-07-01', owner_id: 2 };
    const expected = [{ ...launch, set_by_id: 1, moved_by_id: 2 }];
    expect(await milestones()).toEqual(expected);
    expect(await rows('SELECT id, version FROM action_items')).toEqual([
      { id: 'AD-001', version: 1 },
    ]);

    await fill(READ_MODELS);
    expect(await milestones()).toEqual(expected);
    expect(await differences()).toEqual([]);
  });

  it('decides on what a process finds that has just started', async () => {
    await give('AD-M1', LAUNCH);
    const limits = { maxBatch: 10, maxQueued: 100, now: () => new Date('2026-03-01T12:00:00Z') };
    await writer.close();
    writer = new LedgerWriter(app.database.pool, MODEL, READ_MODELS, limits);
    await expect(give('AD-M1', LAUNCH)).rejects.toThrow('The milestone is set');
    expect(await give('AD-M1', { ...LATER, day: LAUNCH.day })).toMatchObject({ version: 1 });
    await expect(give('AD-M2', LATER)).rejects.toThrow('Milestone not found');
  });

  it('reads what it wrote in an older form', async () => {
    await give('AD-M1', LAUNCH);
    const data = { before: LAUNCH.day, after: LATER.day };
    await write('AD-M1', 1, () => [{ type: 'MilestoneMoved', schemaVersion: 1, data }]);
    expect(await milestones()).toMatchObject([{ day: LATER.day }]);
    expect(await differences()).toEqual([]);
  });

  it.each([
    ['its event in the stream of an item', 'AD-001', 'Expected an event of item AD-001'],
    ['its event in the stream of the tracker', 'AD', 'Expected an event of tracker AD'],
    ['its event in a stream of nobody', 'AD-M0', 'Expected the name of a stream, found AD-M0'],
  ])('refuses %s', async (_, stream, message) => {
    await expect(give(stream, LAUNCH)).rejects.toThrow(message);
    expect(await differences()).toEqual([]);
  });

  it('refuses the event of an item in its stream', async () => {
    await give('AD-M1', LAUNCH);
    const rename = write('AD-M1', 1, () => [toNewEvent(RENAMED)]);
    await expect(rename).rejects.toThrow('Expected an event of milestone AD-M1');
  });

  it('is examined as the others are', async () => {
    await give('AD-M1', LAUNCH);
    const data = { from: '2026-05-01', to: '1026-01-01' };
    await write('AD-M1', 1, () => [{ type: 'MilestoneMoved', schemaVersion: 2, data }]);
    const [flaw] = await differences();
    expect(flaw).toMatchObject({ rebuilt: 'from 2026-06-01, which it was' });
    const moved = { type: 'MilestoneMoved', schemaVersion: 2, data };
    expect(REGISTRY.refusedToday(moved)).toContain('to: expected a date from');
    const set = { type: 'MilestoneSet', data: { ...LAUNCH } };
    expect(REGISTRY.withUsers(set, () => 'jd@example.com')).toMatchObject({
      ownerId: 'jd@example.com',
    });
  });
});
