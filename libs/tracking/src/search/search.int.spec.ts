import { SEARCH_PAIRS } from '@action-tracker/contracts/testing';
import { AddNoteCommand } from '../items/add-note';
import { ChangeItemCommand } from '../items/change-item';
import { Application } from '../testing/application';
import { rebuildReadModels } from '../read-tables/rebuild';
import { FindItems } from '../lists/find-items';
import type { ItemFilter } from '../lists/item-filter';
import { Scope } from '../ledger/scope';

describe('searching items', () => {
  let app: Application;
  const ids = new Map<string, string>();

  const add = async (title: string, note?: string) => {
    const { stream } = await app.createItem({ title });
    if (note !== undefined) {
      await app.command(new AddNoteCommand(stream, { content: note }, app.origin()));
    }
    return stream;
  };
  const find = async (text: string, filter: ItemFilter = {}) =>
    (await app.query(new FindItems(Scope.everything, { text, ...filter }))).items;
  const idsOf = async (text: string, filter: ItemFilter = {}) =>
    (await find(text, filter)).map(({ id }) => id);

  beforeAll(async () => {
    app = await (await Application.open()).furnish();
    for (const { title, note } of SEARCH_PAIRS) ids.set(title, await add(title, note));
  });

  afterAll(() => app.close());

  it('is asked about at least sixty pairs', () => {
    expect(new Set(SEARCH_PAIRS.map(({ title }) => title)).size).toBe(SEARCH_PAIRS.length);
    expect(SEARCH_PAIRS.length).toBeGreaterThan(60);
  });

  it.each(SEARCH_PAIRS)(
    'for $query, "$title" is found: $isFound',
    async ({ title, query, isFound }) => {
      const id = ids.get(title);
      expect((await idsOf(query)).includes(id ?? '')).toBe(isFound);
      expect((await idsOf(query, { trackerIds: [1] })).includes(id ?? '')).toBe(isFound);
    },
  );

  it.each(['ad1', 'AD-1', 'AD-001', ' ad-01 '])('finds the item with the id %s', async (text) => {
    expect(await find(text)).toContainEqual(
      expect.objectContaining({ id: 'AD-001', matched: expect.arrayContaining(['id']) }),
    );
  });

  it('takes an id and words together', async () => {
    expect(await idsOf('ad1 thermal')).toEqual(['AD-001']);
    expect(await idsOf('ad1 nonsense')).toEqual([]);
  });

  it('says where an item matched', async () => {
    const matchedOf = async (text: string, title: string) =>
      (await find(text)).find((item) => item.title === title)?.matched;
    expect(await matchedOf('gyro drift', 'Gyro calibration')).toEqual(['title', 'note']);
    expect(await matchedOf('drift', 'Gyro calibration')).toEqual(['note']);
    expect(await matchedOf('gyro', 'Gyro calibration')).toEqual(['title']);
    const [all] = (await app.query(new FindItems(Scope.everything, { limit: 1 }))).items;
    expect(all).not.toHaveProperty('matched');
  });

  it('stays within the trackers that are asked', async () => {
    expect(await idsOf('thermal', { trackerIds: [2] })).toEqual([]);
    expect(await idsOf('thermal', { trackerIds: [] })).toEqual([]);
    expect(await idsOf('thermal', { trackerIds: [2, 1], limit: 1 })).toEqual(['AD-001']);
  });

  it.each(['', ' ', '-', '"" & |', '\u200b'])('finds nothing for %j', async (text) => {
    expect(await idsOf(text)).toEqual([]);
  });

  it('finds words of notes of any length, also those that are longer than PostgreSQL stores', async () => {
    const word = 'x'.repeat(300);
    const id = await add('With a long note', `${word} ${'zebra '.repeat(1_600)}`);
    expect(await idsOf('zebr')).toEqual([id]);
    expect(await idsOf(word)).toEqual([id]);
    expect(await idsOf(`${'x'.repeat(254)}y`)).toEqual([]);
  });

  it('knows a new title at once, and after a rebuild', async () => {
    const id = await add('Quokka');
    await app.command(new ChangeItemCommand(id, { title: 'Wombat' }, app.origin()));
    expect([await idsOf('quokka'), await idsOf('wombat')]).toEqual([[], [id]]);
    await rebuildReadModels(app.database.pool);
    expect([await idsOf('quokka'), await idsOf('wombat')]).toEqual([[], [id]]);
  });
});
