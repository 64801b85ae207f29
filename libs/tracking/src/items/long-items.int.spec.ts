import { ITEM_NOTES_MAX, type ItemDetail } from '@action-tracker/contracts';
import { EVENTS_PER_STATE } from '@action-tracker/event-store';
import { AddNoteCommand } from './add-note';
import { ChangeItemCommand } from './change-item';
import { ChangeStatusCommand } from './change-status';
import { GetItem } from './get-item';
import type { EntryPage, EntryPart } from '../ledger/entry-page';
import { ListItemEvents } from './item-events';
import { GetItemAtVersion, GetNote } from './item-past';
import { ListNotes } from './notes';
import { ListStatusHistory } from './status-history';
import { verifyReadModels } from '../read-tables/verify';
import { Application, asOf } from '../testing/application';
import { Scope } from '../ledger/scope';

const ID = 'AD-001';
const NOTES = 450;

describe('an item of many entries', () => {
  let app: Application;

  beforeAll(async () => {
    app = await (await Application.open()).furnish();
    await app.createItem();
    for (let n = 1; n <= NOTES; n++) {
      // Dates cycle, so that the order of notes differs from that of their entries.
      const noteDate = `2026-02-${String((n % 27) + 1).padStart(2, '0')}`;
      const input = { content: `note ${n}`, noteDate };
      await app.command(new AddNoteCommand(ID, input, app.origin()));
      if (n % 100 !== 0) continue;
      const blocked = { status: 'Blocked', comment: null } as const;
      await app.command(new ChangeStatusCommand(ID, blocked, app.origin()));
    }
  });

  afterAll(() => app.close());

  /** Reads all pages. */
  async function all<Entry>(
    read: (part: EntryPart) => Promise<EntryPage<Entry>>,
    limit: number,
  ): Promise<readonly Entry[]> {
    const found: Entry[] = [];
    for (let after: number | undefined; ;) {
      const { items, next } = await read({ limit, after });
      found.push(...items);
      if (next === undefined) return found;
      expect(items).toHaveLength(limit);
      after = next;
    }
  }

  const notes = (part: EntryPart = {}) => app.query(new ListNotes(Scope.everything, ID, part));

  it('comes with its newest notes, and says how many it has', async () => {
    const live = await app.query(new GetItem(Scope.everything, ID));
    expect(live).toMatchObject({ version: NOTES + 5, note_count: NOTES });
    expect(live.notes).toEqual((await notes({ limit: ITEM_NOTES_MAX })).items);
  });

  it('is by replay, which reads it part by part, as it stands', async () => {
    const live = await app.query(new GetItem(Scope.everything, ID));
    expect(await app.query(new GetItemAtVersion(Scope.everything, ID, NOTES + 5))).toEqual(live);
    const { as_of: _, ...now } = await app.query(
      new GetItem(asOf('2026-03-01T12:00:00.000Z', 'recorded'), ID),
    );
    expect(now).toEqual(live);
    expect(await app.query(new GetNote(Scope.everything, ID, { version: 303 }))).toMatchObject({
      content: 'note 300',
    });
  });

  it('has stored states that are the fold of its entries', async () => {
    const states = `SELECT count(*)::int FROM stream_states WHERE stream = $1`;
    const { rows } = await app.database.pool.query(states, [ID]);
    expect(rows).toEqual([{ count: Math.floor((NOTES + 5) / EVENTS_PER_STATE) }]);
    for await (const { differences } of verifyReadModels(app.database.pool)) {
      expect(differences).toEqual([]);
    }
  });

  it('was at an earlier version what it was, with the newest notes of then', async () => {
    const then = await app.query(new GetItemAtVersion(Scope.everything, ID, 211));
    const entries = (await app.query(new ListItemEvents(Scope.everything, ID, { limit: 211 })))
      .items;
    const positions = entries.map(({ position }) => position);
    const notesByThen = (await notes()).items.filter(({ id }) => positions.includes(id));
    expect(then).toMatchObject({ version: 211, note_count: 208, status: 'Blocked' });
    expect(then.notes).toEqual(notesByThen.slice(0, ITEM_NOTES_MAX));
  });

  it('answers a command with the newest notes too', async () => {
    const change = async (title: string): Promise<ItemDetail> => {
      const origin = app.origin();
      const { version } = await app.command(new ChangeItemCommand(ID, { title }, origin));
      return app.query(new GetItemAtVersion(Scope.everything, ID, version));
    };
    const first = await change('Renamed');
    await change('Definitized contract');
    expect(first.notes).toHaveLength(ITEM_NOTES_MAX);
    // By replay, because the item has changed since.
    expect(await app.query(new GetItemAtVersion(Scope.everything, ID, first.version))).toEqual(
      first,
    );
  });

  it.each([1_000, 450, 449, 100, 7])('has its notes in pages of %i', async (limit) => {
    expect(await all(notes, limit)).toEqual((await notes()).items);
  });

  it.each([1_000, 5, 2])('has its statuses in pages of %i', async (limit) => {
    const statuses = (part: EntryPart) =>
      app.query(new ListStatusHistory(Scope.everything, ID, part));
    expect(await all(statuses, limit)).toEqual((await statuses({})).items);
    expect((await statuses({})).items).toHaveLength(5);
  });

  it.each([1_000, 100, 31])('has its ledger entries in pages of %i, both ways', async (limit) => {
    const events = (order: 'oldest' | 'newest') => (part: EntryPart) =>
      app.query(new ListItemEvents(Scope.everything, ID, { ...part, order, afterVersion: 3 }));
    const oldest = await all(events('oldest'), limit);
    expect(oldest.map(({ version }) => version)).toEqual(oldest.map((_, index) => index + 4));
    expect(await all(events('newest'), limit)).toEqual(oldest.toReversed());
  });

  it('goes on behind none of its entries that it does not have', async () => {
    await app.createItem();
    const [elsewhere] = (await app.query(new ListItemEvents(Scope.everything, 'AD-002'))).items;
    for (const after of [elsewhere?.position ?? 0, 999_999]) {
      const refusal = { code: 'VALIDATION_ERROR', details: [{ field: 'after' }] };
      await expect(notes({ after })).rejects.toMatchObject(refusal);
      await expect(
        app.query(new ListItemEvents(Scope.everything, ID, { after })),
      ).rejects.toMatchObject(refusal);
    }
  });
});
