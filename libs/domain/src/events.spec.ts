import { isTrackerEvent, SCHEMA_VERSIONS, upcast, type EventType } from './events';
import { evolveItem, NO_ITEM } from './item';
import { GOLDEN_EVENTS } from './testing';
import { evolveTracker, NO_TRACKER } from './tracker';

const TYPES = Object.keys(SCHEMA_VERSIONS) as EventType[];

const stored = (type: EventType) => ({
  type,
  schemaVersion: 1,
  data: JSON.parse(GOLDEN_EVENTS[type]) as unknown,
});

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
    expect(Object.keys(GOLDEN_EVENTS)).toEqual(TYPES);
  });

  it.each(TYPES)('still reads a %s of version 1 as it was written', (type) => {
    const { data } = stored(type);
    expect(upcast(stored(type))).toEqual({ type, data });
  });

  it('tells the tracker from its items', () => {
    const ofTracker = TYPES.filter((type) => isTrackerEvent(upcast(stored(type))));
    expect(ofTracker).toEqual(['TrackerOpened', 'TrackerDetailsChanged']);
  });

  it.each([
    ['ItemTeleported', 1],
    ['toString', 1],
    ['__proto__', 1],
    ['', 1],
    ['itemcreated', 1],
    ['ItemCreated', 0],
    ['ItemCreated', 2],
  ])('refuses %j with schema version %i', (type, schemaVersion) => {
    expect(() => upcast({ type, schemaVersion, data: {} })).toThrow(
      `Expected a known event, found ${type} with schema version ${schemaVersion}`,
    );
  });

  it('folds the events of version 1 to the state that they always meant', () => {
    const events = TYPES.map((type) => upcast(stored(type)));
    const tracker = events
      .filter(isTrackerEvent)
      .reduce((state, event) => evolveTracker(state, event), NO_TRACKER);
    expect(tracker).toEqual({
      exists: true,
      prefix: 'AD',
      name: 'Astro',
      description: 'Satellites',
    });
    const item = events.reduce(
      (state, event) => (isTrackerEvent(event) ? state : evolveItem(state, event)),
      NO_ITEM,
    );
    expect(item).toEqual({
      exists: true,
      number: 7,
      title: 'Calibrate again',
      createDate: '2026-01-15',
      dueDate: null,
      category: 'ADCS',
      ownerId: 4,
      priority: 'Low',
      status: 'Blocked',
    });
  });
});
