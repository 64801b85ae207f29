import { isTrackerEvent, SCHEMA_VERSIONS, upcast, type EventType } from './events';
import { evolveItem, NO_ITEM } from './item';
import { GOLDEN_DATABASES, goldenEvents, type GoldenDatabase } from './testing';
import { evolveTracker, NO_TRACKER } from './tracker';

const TYPES = Object.keys(SCHEMA_VERSIONS) as EventType[];
const SINCE_V1 = TYPES.filter((type) => SCHEMA_VERSIONS[type] === 1);

const stream = (database: GoldenDatabase, name: string) =>
  goldenEvents(database)
    .filter((event) => event.stream === name)
    .map(upcast);

describe('the registry of events', () => {
  it('holds the ten types and no other', () => {
    expect(TYPES).toEqual([
      'TrackerOpened',
      'TrackerDetailsChanged',
      'ItemCreated',
      'ItemRetitled',
      'ItemDueDateMoved',
      'ItemRecategorised',
      'ItemReassigned',
      'ItemReprioritised',
      'ItemStatusChanged',
      'NoteAdded',
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

  it('tells the tracker from its items', () => {
    const ofTracker = goldenEvents('database-v1').map(upcast).filter(isTrackerEvent);
    expect([...new Set(ofTracker.map(({ type }) => type))]).toEqual([
      'TrackerOpened',
      'TrackerDetailsChanged',
    ]);
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

describe.each(GOLDEN_DATABASES)('the events of %s', (database) => {
  it('fold to the tracker that they always meant', () => {
    const events = stream(database, 'AD').filter(isTrackerEvent);
    const named = { exists: true, prefix: 'AD', name: 'Astro', description: null };
    expect(events.slice(0, 2).reduce(evolveTracker, NO_TRACKER)).toEqual(named);
    expect(events.reduce(evolveTracker, NO_TRACKER)).toEqual({ ...named, name: 'Astro Digital' });
  });

  it('fold to the item that they always meant', () => {
    const events = stream(database, 'AD-001').filter((event) => !isTrackerEvent(event));
    expect(events.reduce(evolveItem, NO_ITEM)).toEqual({
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
