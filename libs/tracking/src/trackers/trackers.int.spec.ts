import { FIRST_CATEGORIES } from '@action-tracker/domain';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { ChangeStatusCommand } from '../items/change-status';
import { Scope } from '../ledger/scope';
import { Application, idOf } from '../testing/application';
import { ChangeTrackerCommand } from './change-tracker';
import { OpenTrackerCommand } from './open-tracker';
import { GetTracker, ListTrackers } from './trackers';

const ALL = Scope.everything;

const NOON = '2026-03-01T12:00:00.000Z';
const ONE = '2026-03-01T13:00:00.000Z';

describe('trackers', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
  });

  afterEach(async () => {
    await expectSoundLedgers(app.database.pool);
    await app.close();
  });

  it('opens a tracker and lists it with its counts', async () => {
    expect(await app.query(new GetTracker(ALL, 1))).toEqual({
      id: 1,
      prefix: 'AD',
      name: 'Astro Digital',
      description: null,
      next_number: 1,
      created_at: NOON,
      ...{ visibility: 'organisation', organisation_role: 'editor', my_role: 'manager' },
      archived: false,
      categories: FIRST_CATEGORIES,
    });
    await app.createItem();
    await app.createItem();
    await app
      .at(ONE)
      .command(
        new ChangeStatusCommand('AD-002', { status: 'Complete', comment: null }, app.origin()),
      );
    expect(await app.query(new ListTrackers(ALL))).toEqual([
      {
        id: 1,
        prefix: 'AD',
        name: 'Astro Digital',
        description: null,
        next_number: 3,
        created_at: NOON,
        ...{ visibility: 'organisation', organisation_role: 'editor', my_role: 'manager' },
        archived: false,
        categories: FIRST_CATEGORIES,
        open_items: 1,
        total_items: 2,
        last_updated: ONE,
      },
    ]);
  });

  it('changes name and description of a tracker, and appends nothing when they are the same', async () => {
    const changes = { name: ' SpaceX ', description: 'Launch' };
    const change = () => app.command(new ChangeTrackerCommand(1, changes, app.origin()));
    expect(await change()).toMatchObject({ stream: 'AD', versionBefore: 1, version: 2 });
    expect(await change()).toEqual({ stream: 'AD', versionBefore: 2, version: 2 });
    expect(await app.query(new GetTracker(ALL, 1))).toMatchObject({
      name: 'SpaceX',
      description: 'Launch',
    });
  });

  it('refuses a prefix that is taken, in one process and in another', async () => {
    const input = { prefix: 'AD', name: 'Other', description: null };
    const another = await app.openAnother();
    const refusal = {
      code: 'CONFLICT',
      message: 'Expected an unused prefix, found AD, which is taken',
    };
    for (const process of [app, another]) {
      const open = process.command(
        new OpenTrackerCommand(input, process.origin({ commandId: idOf(900) })),
      );
      await expect(open).rejects.toMatchObject(refusal);
    }
    await another.close();
  });

  it('lets one of two processes open a prefix, and answers the other with its owner', async () => {
    const another = await app.openAnother();
    const settled = await Promise.allSettled(
      [app, another].map((process, index) =>
        process.command(
          new OpenTrackerCommand(
            { prefix: 'SP', name: `Process ${index}`, description: null },
            process.origin({ commandId: idOf(900 + index) }),
          ),
        ),
      ),
    );
    await another.close();
    const refused = settled.filter((one) => one.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { code: 'CONFLICT' } }]);
    expect(await app.query(new ListTrackers(ALL))).toHaveLength(2);
  });

  it('opens a tracker once when the same command comes twice, later or at once', async () => {
    const origin = app.origin();
    const open = () =>
      app.command(
        new OpenTrackerCommand({ prefix: 'SP', name: 'SpaceX', description: null }, origin),
      );
    const ids = [...(await Promise.all([open(), open()])), await open()];
    expect(new Set(ids).size).toBe(1);
    expect(await app.query(new ListTrackers(ALL))).toHaveLength(2);
  });

  it.each(['ad', 'A', 'ABCDEF', 'A\u0000', 'A B', ''])('refuses the prefix %j', async (prefix) => {
    const open = new OpenTrackerCommand({ prefix, name: 'X', description: null }, app.origin());
    await expect(app.command(open)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'prefix', message: expect.stringContaining('expected 2 to 5 uppercase') }],
    });
  });
});
