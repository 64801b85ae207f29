import { AddNoteCommand } from './commands/add-note';
import { GetItem } from './read-models/action-items';
import { GetItemAtVersion, GetNote } from './read-models/item-past';
import { Application } from './testing/application';

describe('an item of many entries', () => {
  let app: Application;

  beforeEach(async () => {
    app = await (await Application.open()).furnish();
    await app.createItem();
    for (let n = 1; n <= 450; n++) {
      await app.command(new AddNoteCommand('AD-001', { content: `note ${n}` }, app.origin()));
    }
  });

  afterEach(() => app.close());

  it('is by replay, which reads it part by part, as it stands', async () => {
    const live = await app.query(new GetItem('AD-001'));
    expect(live.version).toBe(451);
    expect(await app.query(new GetItemAtVersion('AD-001', 451))).toEqual(live);
    expect(await app.query(new GetItemAtVersion('AD-001', 201))).toMatchObject({ version: 201 });
    expect(await app.query(new GetNote('AD-001', 301))).toMatchObject({ content: 'note 300' });
  });
});
