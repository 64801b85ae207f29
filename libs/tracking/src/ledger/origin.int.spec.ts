import { GetItem } from '../items/get-item';
import { verifyReadModels } from '../read-tables/verify';
import { Application } from '../testing/application';
import { ChangeItemCommand } from '../items/change-item';
import type { Origin } from './origin';
import { Scope } from './scope';

describe('the answer to a command', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    await app.createItem();
  });

  afterEach(() => app.close());

  const change = (title: string, origin: Origin) =>
    app.command(new ChangeItemCommand('AD-001', { title }, origin));

  it('is remembered when the command can be repeated, and only then', async () => {
    const { commandId, ...origin } = app.origin();
    await change('nobody can ask again', origin);
    await Promise.all([change('nor for this', origin), change('or this', origin)]);
    await change('repeatable', { ...origin, commandId });
    const { rows } = await app.database.pool.query(
      `SELECT command_id FROM commands
       WHERE result::jsonb ->> 'stream' = 'AD-001' AND result::jsonb ->> 'version' <> '1'`,
    );
    expect(rows).toEqual([{ command_id: commandId }]);
    expect(await app.query(new GetItem(Scope.everything, 'AD-001'))).toMatchObject({ version: 5 });
    for await (const { differences } of verifyReadModels(app.database.pool)) {
      expect(differences).toEqual([]);
    }
  });
});
