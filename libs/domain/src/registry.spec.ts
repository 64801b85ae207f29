import { stateOf, UNTOUCHED_STREAM } from './aggregate';
import { registryOf } from './aggregate-registry';
import { ITEM } from './item/item-aggregate';
import { AGGREGATES, REGISTRY, SCHEMA_VERSIONS, upcast, type EventType } from './registry';
import { GOLDEN_DATABASES, goldenEvents, type GoldenDatabase } from './testing';
import { TRACKER } from './tracker/tracker-aggregate';

const TYPES = Object.keys(SCHEMA_VERSIONS) as EventType[];
const SINCE_V1 = TYPES.filter((type) => SCHEMA_VERSIONS[type] === 1);

const entries = (database: GoldenDatabase, name: string) =>
  goldenEvents(database).filter((event) => event.stream === name);
const stream = (database: GoldenDatabase, name: string) => entries(database, name).map(upcast);
const folded = (events: readonly Parameters<typeof REGISTRY.evolve>[1][]) =>
  events.reduce((before, event) => REGISTRY.evolve(before, event), UNTOUCHED_STREAM);

describe('the registry of events', () => {
  it('holds these types and no other', () => {
    expect(TYPES).toEqual([
      'TrackerOpened',
      'TrackerDetailsChanged',
      'MemberAdded',
      'MemberRoleChanged',
      'MemberRemoved',
      'VisibilityChanged',
      'TrackerArchived',
      'TrackerReopened',
      'CategoryAdded',
      'CategoryRenamed',
      'CategoryRetired',
      'CategoryReinstated',
      'CategoriesReordered',
      'ItemCreated',
      'ItemRetitled',
      'ItemDueDateMoved',
      'ItemRecategorised',
      'ItemReassigned',
      'ItemReprioritised',
      'ItemStatusChanged',
      'NoteAdded',
      'NoteAmended',
      'NoteWithdrawn',
      'NoteReinstated',
      'ItemWithdrawn',
      'ItemReinstated',
      'ReviewOpened',
      'ReviewDetailsChanged',
      'ItemDiscussed',
      'ItemDiscussionUnmarked',
      'MinutesWritten',
      'ReviewClosed',
      'ReviewCancelled',
      'BatchBegun',
      'BatchEnded',
      'SiteRoleChanged',
      'PersonDeactivated',
      'PersonReactivated',
    ]);
  });

  it('has stored JSON of every type in every schema version that was ever written', () => {
    const stored = GOLDEN_DATABASES.flatMap(goldenEvents);
    const found = new Set(stored.map(({ type, schemaVersion }) => `${type} ${schemaVersion}`));
    const written = TYPES.flatMap((type) =>
      Array.from({ length: SCHEMA_VERSIONS[type] }, (_, index) => `${type} ${index + 1}`),
    );
    expect([...found].toSorted()).toEqual(written.toSorted());
  });

  it.each(SINCE_V1)('reads a %s as it was written', (type) => {
    const stored = goldenEvents('database-v1').filter((event) => event.type === type);
    expect(stored.map(upcast)).toEqual(stored.map(({ data }) => ({ type, data })));
  });

  it.each(goldenEvents('database-v1'))('knows whose stream $stream of a $type is', (event) => {
    const owners = AGGREGATES.filter((aggregate) => aggregate.owns(event.stream));
    expect(owners).toEqual([REGISTRY.ofEvent(event)]);
    expect(REGISTRY.ofStream(event.stream)).toBe(owners[0]);
  });

  it('says which fields hold the ids of users', () => {
    expect(REGISTRY.userFields).toEqual([
      { type: 'TrackerOpened', field: 'managerId' },
      { type: 'MemberAdded', field: 'userId' },
      { type: 'MemberRoleChanged', field: 'userId' },
      { type: 'MemberRemoved', field: 'userId' },
      { type: 'ItemCreated', field: 'ownerId' },
      { type: 'ItemReassigned', field: 'from' },
      { type: 'ItemReassigned', field: 'to' },
      { type: 'ReviewOpened', field: 'participants' },
      { type: 'ReviewDetailsChanged', field: 'from.participants' },
      { type: 'ReviewDetailsChanged', field: 'to.participants' },
      { type: 'SiteRoleChanged', field: 'userId' },
      { type: 'PersonDeactivated', field: 'userId' },
      { type: 'PersonReactivated', field: 'userId' },
    ]);
  });

  it('replaces them where they stand', () => {
    const data = { number: 1, ownerId: 3, priority: 'High' };
    const replaced = REGISTRY.withUsers(
      { type: 'ItemCreated', data },
      (id) => `user ${String(id)}`,
    );
    expect(JSON.stringify(replaced)).toBe('{"number":1,"ownerId":"user 3","priority":"High"}');
    const note = { type: 'NoteAdded', data: { noteDate: '2026-01-01', content: 'x' } };
    expect(REGISTRY.withUsers(note, () => 'nobody')).toEqual(note.data);
  });

  it('takes neither two aggregates of one name nor two of one event', () => {
    expect(() => registryOf([ITEM, ITEM])).toThrow('Expected one item, found two');
    const twin = { ...ITEM, name: 'twin' };
    expect(() => registryOf([ITEM, twin])).toThrow('Expected one ItemCreated, found two');
  });

  it.each([
    ['ItemTeleported', 1],
    ['toString', 1],
    ['__proto__', 1],
    ['', 1],
    ['itemcreated', 1],
    ['ItemCreated', 0],
    ['ItemCreated', 2],
    ['ItemCreated', 0.5],
    ['ItemCreated', Number.NaN],
    ['TrackerDetailsChanged', 3],
    ['TrackerDetailsChanged', 1.5],
  ])('refuses %j with schema version %d', (type, schemaVersion) => {
    expect(() => upcast({ type, schemaVersion, data: {} })).toThrow(
      `Expected a known event, found ${type} with schema version ${schemaVersion}`,
    );
  });
});

describe('TrackerDetailsChanged of version 1, which repeated every field on both sides', () => {
  const changes = stream('database-v1', 'AD').slice(1);

  it('means what was changed', () => {
    const satellites = 'Satellites\nand their ground stations';
    const [renamed, described, both] = changes.map(({ data }) => data);
    expect(renamed).toEqual({ from: { name: 'Astro Digital' }, to: { name: 'Astro' } });
    expect(described).toEqual({ from: { description: null }, to: { description: satellites } });
    expect(both).toEqual({
      from: { name: 'Astro', description: satellites },
      to: { name: 'Astro Digital', description: null },
    });
  });

  it('is the same event as version 2 of the same story', () => {
    expect(changes).toEqual(stream('database-v2', 'AD').slice(1));
  });
});

describe('ItemDueDateMoved of version 1, for which nobody was asked why', () => {
  const moves = (database: GoldenDatabase) =>
    goldenEvents(database)
      .filter(({ type }) => type === 'ItemDueDateMoved')
      .map(upcast);

  it('has no reason, and its keys in the order in which they are stored again', () => {
    expect(JSON.stringify(moves('database-v1').map(({ data }) => data))).toBe(
      '[{"to":null,"from":"2026-04-01","reason":null},' +
        '{"to":"2026-05-01","from":null,"reason":null}]',
    );
  });

  it('is the same event as version 2 of the same story, which goes on with a reason', () => {
    const reason = 'Redlines – «fase 2» 🚀\nare late';
    expect(moves('database-v3')).toEqual([
      ...moves('database-v1'),
      { type: 'ItemDueDateMoved', data: { from: '2026-05-01', to: '2026-05-15', reason } },
    ]);
  });
});

describe.each(GOLDEN_DATABASES)('the events of %s', (database) => {
  it('fold to the tracker that they always meant', () => {
    const events = entries(database, 'AD');
    const named = { exists: true, prefix: 'AD', name: 'Astro', description: null };
    expect(stateOf(TRACKER, folded(events.slice(0, 2)))).toMatchObject(named);
    expect(stateOf(TRACKER, folded(events))).toMatchObject({ ...named, name: 'Astro Digital' });
  });

  it('fold to the item that they always meant', () => {
    const events = entries(database, 'AD-001');
    expect(stateOf(ITEM, folded(events))).toMatchObject({
      exists: true,
      number: 1,
      title: 'Calibrate again',
      createDate: '2026-01-15',
      dueDate: null,
      category: 'ADCS',
      ownerId: 2,
      priority: 'Low',
      status: 'Blocked',
    });
  });
});

describe('a stream', () => {
  const opened = {
    ...{ type: 'TrackerOpened', schemaVersion: 1, actorId: 1, version: 1 },
    data: { prefix: 'AD', name: 'Astro', description: null },
  };
  const note = {
    ...{ type: 'NoteAdded', schemaVersion: 1, actorId: 1, version: 1 },
    data: { noteDate: '2026-01-01', content: 'x' },
  };

  it('has the state of its aggregate, and none of another', () => {
    const tracker = folded([{ ...opened, stream: 'AD' }]);
    expect(stateOf(TRACKER, tracker)).toMatchObject({ exists: true, name: 'Astro' });
    expect(stateOf(ITEM, tracker)).toBe(ITEM.initial);
    expect(stateOf(ITEM, UNTOUCHED_STREAM)).toBe(ITEM.initial);
  });

  it.each([
    [opened, 'AD-001', 'Expected an event of item AD-001, found TrackerOpened'],
    [note, 'AD', 'Expected an event of tracker AD, found NoteAdded'],
    [note, 'AD-M1', 'Expected the name of a stream, found AD-M1'],
  ])('refuses to begin with what happens to another: %#', (event, name, message) => {
    const entry = { ...event, stream: name };
    expect(() => REGISTRY.evolve(UNTOUCHED_STREAM, entry)).toThrow(message);
    expect(() => REGISTRY.flawOf(UNTOUCHED_STREAM, entry)).toThrow(message);
  });

  it('refuses to go on with what happens to another', () => {
    const tracker = folded([{ ...opened, stream: 'AD' }]);
    expect(() => REGISTRY.evolve(tracker, { ...note, stream: 'AD' })).toThrow('found NoteAdded');
  });

  it('says that its name contradicts the event', () => {
    const flaw = REGISTRY.flawOf(UNTOUCHED_STREAM, { ...opened, stream: 'SP' });
    expect(flaw).toBe('the prefix SP, found AD');
  });
});
