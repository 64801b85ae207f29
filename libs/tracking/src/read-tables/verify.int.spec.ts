import { ChangeOrganisationCommand } from '../access/change-organisation';
import { ChangeStatusCommand } from '../items/change-status';
import { verifyReadModels } from './verify';
import { Application } from '../testing/application';

describe('verification of trackers', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    await app.createItem();
    const change = { status: 'TBC', comment: null } as const;
    await app.command(new ChangeStatusCommand('AD-001', change, app.origin()));
  });

  afterEach(() => app.close());

  /** The differences, as `table key column: live -> expected`. */
  const differences = async () => {
    const found: string[] = [];
    for await (const ledger of verifyReadModels(app.database.pool)) {
      for (const { table, key, column, rebuilt } of ledger.differences) {
        found.push(
          `${table} ${Object.values(key).join('/')} ${column ?? 'row'}: ${String(rebuilt)}`,
        );
      }
    }
    return found;
  };

  const tamper = (text: string) =>
    app.database.pool.query(`ALTER TABLE events DISABLE TRIGGER events_only_grow; ${text};
      ALTER TABLE events ENABLE TRIGGER events_only_grow`);

  it('finds nothing in what commands have written', async () => {
    const admin = { type: 'ChangePerson', userId: 1, role: 'admin' } as const;
    await app.command(new ChangeOrganisationCommand(admin, app.origin()));
    expect(await differences()).toEqual([]);
  });

  it.each([
    [
      'a change from what never was',
      `UPDATE events SET data = jsonb_set(data, '{from}', '"Blocked"')
       WHERE type = 'ItemStatusChanged'`,
      ['events 3/AD-001 data: from "New", which it was'],
    ],
    [
      'an event that cannot happen to its stream',
      `UPDATE events SET type = 'NoteAdded', schema_version = 1 WHERE position = 1`,
      ['events 1/AD data: Expected an event of tracker AD, found NoteAdded'],
    ],
    [
      'an actor who does not exist',
      'UPDATE events SET actor_id = 99 WHERE position = 3',
      ['status_history 1/3 changed_by_id: 99', 'events 3 actor_id: the id of a user'],
    ],
    [
      'a recorder who does not exist',
      'UPDATE events SET recorded_by_id = 99 WHERE position = 3',
      ['events 3 recorded_by_id: the id of a user'],
    ],
  ])('names %s', async (_, text, expected) => {
    await tamper(text);
    expect(await differences()).toEqual(expected);
  });

  it('need not fear that a person of a ledger is deleted', async () => {
    const { actorId } = app.origin();
    const remove = app.database.pool.query('DELETE FROM users WHERE id = $1', [actorId]);
    await expect(remove).rejects.toThrow(`user ${actorId} is named by a ledger`);
    const guest = await app.users.create({ email: 'guest@example.com', name: 'Guest' });
    await app.database.pool.query('DELETE FROM users WHERE id = $1', [guest.id]);
    expect(await app.users.findById(guest.id)).toBeNull();
  });
});
