import {
  AGGREGATES,
  SCHEMA_VERSIONS,
  type DomainEvent,
  type EventType,
} from '@action-tracker/domain';
import {
  upsertOf,
  WHEN_WRITTEN,
  type EventEnvelope,
  type Row,
  type StreamEvent,
} from '@action-tracker/event-store';
import { STREAM_MODEL, STREAM_STATES } from '../ledger/stream-model';
import { itemRow } from '../items/action-items';
import { ITEM_VERSIONS } from '../items/item-versions';
import { NOTES } from '../items/notes';
import { PROJECTIONS } from './projections';
import { STATUS_HISTORY } from '../items/status-history';

const RECORDED_AT = '2026-03-01T12:00:00.000Z';
const OCCURRED_AT = '2026-02-01T12:00:00.000Z';

type DataOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>['data'];

const ASTRO = { name: 'Astro Digital', description: null };
const CREATED: DataOf<'ItemCreated'> = {
  number: 7,
  title: 'Calibrate',
  createDate: '2026-01-15',
  dueDate: '2026-04-01',
  category: 'ADCS',
  ownerId: 3,
  priority: 'High',
};

const NOTED: DataOf<'NoteAdded'> = { noteDate: '2026-01-26', content: 'called' };
const HELD = { name: 'Weekly', heldOn: '2026-03-01', participants: [5] };

const LOG = { name: 'log.csv', sha256: 'a'.repeat(64) };
const BATCH_ID = '0198c0de-0000-4000-8000-000000000001';

/** One event of every type, each on an existing stream. */
const EVENTS: { readonly [Type in EventType]: DataOf<Type> } = {
  TrackerOpened: { ...ASTRO, prefix: 'AD' },
  TrackerDetailsChanged: { from: ASTRO, to: { name: 'AD Ltd', description: 'Satellites' } },
  ItemCreated: CREATED,
  ItemRetitled: { from: 'Calibrate', to: 'Calibrate again' },
  ItemDueDateMoved: { from: '2026-04-01', to: '2026-05-01', reason: 'vendor is late' },
  ItemRecategorised: { from: 'ADCS', to: 'SW / Ops' },
  ItemReassigned: { from: 3, to: 4 },
  ItemReprioritised: { from: 'High', to: 'Low' },
  ItemStatusChanged: { from: 'New', to: 'Blocked', comment: 'parts' },
  NoteAdded: NOTED,
  NoteAmended: { entry: 2, from: 'called', to: 'wrote' },
  NoteWithdrawn: { entry: 2, reason: 'wrong item' },
  NoteReinstated: { entry: 2 },
  ItemWithdrawn: { reason: 'entered twice' },
  ItemReinstated: {},
  ReviewOpened: { ...HELD, number: 2 },
  ReviewDetailsChanged: { from: { participants: [5] }, to: { participants: [5, 6] } },
  ItemDiscussed: { itemId: 'AD-007' },
  ItemDiscussionUnmarked: { itemId: 'AD-007' },
  MinutesWritten: { text: 'Agreed.' },
  ReviewClosed: {},
  ReviewCancelled: {},
  BatchBegun: { kind: 'import', undoes: null, file: LOG },
  BatchEnded: { items: 3, kinds: ['ItemCreated'] },
};

const ITEM: Row = {
  tracker_id: 1,
  prefix: 'AD',
  number: 7,
  id: 'AD-007',
  title: 'Calibrate',
  create_date: '2026-01-15',
  created_by_id: 5,
  due_date: '2026-04-01',
  category: 'ADCS',
  owner_id: 3,
  priority: 'High',
  ...{ first_due_date: '2026-04-01', due_date_moves: 0, due_date_slips: 0, days_slipped: 0 },
  status: 'New',
  created_at: RECORDED_AT,
  version: 2,
  note_count: 0,
  latest_note_date: null,
  latest_note_author_id: null,
  latest_note_line: null,
  completed_at: null,
  completed_due_date: null,
};
const TRACKER: Row = { tracker_id: 1, prefix: 'AD', ...ASTRO, created_at: RECORDED_AT };
const TRANSITION: Row = {
  tracker_id: 1,
  action_item_id: 'AD-007',
  status: 'New',
  changed_by_id: 5,
  changed_at: OCCURRED_AT,
  comment: null,
};
const REVIEW: Row = {
  ...{ tracker_id: 1, number: 2, stream: 'AD-R2', name: 'Weekly', held_on: '2026-03-01' },
  ...{ participants: [5], state: 'open', opened_by_id: 5, minutes: '', discussed: [] },
  ...{ version: 2, happened_at: OCCURRED_AT },
};
const BATCH = {
  ...{ tracker_id: 1, batch: BATCH_ID, kind: 'import', undoes: null },
  ...{ file_name: LOG.name, file_sha256: LOG.sha256, items: null, kinds: [] },
  ...{ begun_by_id: 5, stream: `AD-B${BATCH_ID}` },
};
const NOTHING = {
  trackers: undefined,
  action_items: undefined,
  item_titles: undefined,
  status_history: undefined,
  notes: undefined,
  reviews: undefined,
  batches: undefined,
  stream_states: undefined,
  item_versions: undefined,
};

/** An item's current row, which is also its latest version. */
const itemRows = (changed: Row) => ({
  action_items: { ...ITEM, ...changed },
  item_versions: { ...ITEM, ...changed, occurred_at: OCCURRED_AT },
});

const MOVED: Row = {
  ...{ due_date: '2026-05-01', due_date_moves: 1, due_date_slips: 1, days_slipped: 30 },
};

const WITH_NOTE: Row = {
  note_count: 1,
  latest_note_date: '2026-01-26',
  latest_note_author_id: 6,
  latest_note_line: 'called',
};

/** The effect of every event on every read model. A new event or read model needs an entry here. */
const ROWS: Readonly<Record<EventType, Readonly<Record<string, Row | undefined>>>> = {
  TrackerOpened: { ...NOTHING, trackers: TRACKER },
  TrackerDetailsChanged: {
    ...NOTHING,
    trackers: { ...TRACKER, name: 'AD Ltd', description: 'Satellites' },
  },
  ItemCreated: {
    ...NOTHING,
    ...itemRows({ version: 1 }),
    item_titles: { tracker_id: 1, number: 7, title: 'Calibrate' },
    status_history: TRANSITION,
  },
  ItemRetitled: {
    ...NOTHING,
    ...itemRows({ title: 'Calibrate again' }),
    item_titles: { tracker_id: 1, number: 7, title: 'Calibrate again' },
  },
  ItemDueDateMoved: { ...NOTHING, ...itemRows(MOVED) },
  ItemRecategorised: { ...NOTHING, ...itemRows({ category: 'SW / Ops' }) },
  ItemReassigned: { ...NOTHING, ...itemRows({ owner_id: 4 }) },
  ItemReprioritised: { ...NOTHING, ...itemRows({ priority: 'Low' }) },
  ItemStatusChanged: {
    ...NOTHING,
    ...itemRows({ status: 'Blocked' }),
    status_history: { ...TRANSITION, status: 'Blocked', changed_by_id: 6, comment: 'parts' },
  },
  NoteAdded: {
    ...NOTHING,
    ...itemRows(WITH_NOTE),
    notes: {
      tracker_id: 1,
      action_item_id: 'AD-007',
      number: 7,
      note_date: '2026-01-26',
      author_id: 6,
      content: 'called',
    },
  },
  NoteAmended: {
    ...NOTHING,
    ...itemRows({ ...WITH_NOTE, latest_note_line: 'wrote', version: 3 }),
  },
  NoteWithdrawn: { ...NOTHING, ...itemRows({ note_count: 1, version: 3 }) },
  NoteReinstated: { ...NOTHING, ...itemRows({ ...WITH_NOTE, version: 4 }) },
  ItemWithdrawn: { ...NOTHING, ...itemRows({}) },
  ItemReinstated: { ...NOTHING, ...itemRows({ version: 3 }) },
  ReviewOpened: { ...NOTHING, reviews: { ...REVIEW, version: 1 } },
  ReviewDetailsChanged: { ...NOTHING, reviews: { ...REVIEW, participants: [5, 6] } },
  ItemDiscussed: { ...NOTHING, reviews: { ...REVIEW, discussed: ['AD-007'] } },
  ItemDiscussionUnmarked: { ...NOTHING, reviews: REVIEW },
  MinutesWritten: { ...NOTHING, reviews: { ...REVIEW, minutes: 'Agreed.' } },
  ReviewClosed: { ...NOTHING, reviews: { ...REVIEW, state: 'closed' } },
  ReviewCancelled: { ...NOTHING, reviews: { ...REVIEW, state: 'cancelled' } },
  BatchBegun: { ...NOTHING, batches: BATCH },
  BatchEnded: { ...NOTHING, batches: { ...BATCH, items: 3, kinds: ['ItemCreated'] } },
};

const aggregateOf = (type: string): string =>
  AGGREGATES.find(({ events }) => Object.hasOwn(events, type))?.name ?? 'item';

const envelopeOf = (
  type: string,
  data: unknown,
  version: number,
  schemaVersion = 1,
): EventEnvelope => ({
  ledgerId: 1,
  stream: STREAMS[aggregateOf(type)] ?? '',
  version,
  type,
  schemaVersion,
  data,
  actorId: version === 1 ? 5 : 6,
  occurredAt: OCCURRED_AT,
  recordedAt: RECORDED_AT,
});

const STREAMS: Readonly<Record<string, string>> = {
  tracker: 'AD',
  item: 'AD-007',
  review: 'AD-R2',
  batch: BATCH.stream,
};
const FIRST: Readonly<Record<string, EventType>> = {
  tracker: 'TrackerOpened',
  item: 'ItemCreated',
  review: 'ReviewOpened',
  batch: 'BatchBegun',
};

/** The events that these need between the first and themselves. */
const BEFORE: Readonly<Partial<Record<EventType, readonly EventType[]>>> = {
  NoteAmended: ['NoteAdded'],
  NoteWithdrawn: ['NoteAdded'],
  NoteReinstated: ['NoteAdded', 'NoteWithdrawn'],
  ItemReinstated: ['ItemWithdrawn'],
};

/** The event with the events its stream needs before it, and the state after it. */
function played(type: EventType) {
  const first = FIRST[aggregateOf(type)] ?? type;
  const before = type === first ? [] : [first, ...(BEFORE[type] ?? [])];
  const stream = [...before, type].map((one, index) =>
    envelopeOf(one, EVENTS[one], index + 1, SCHEMA_VERSIONS[one]),
  );
  const envelope = stream.at(-1) ?? envelopeOf(type, EVENTS[type], 1);
  const state = stream.reduce(
    (before, event) => STREAM_MODEL.evolve(before, event),
    STREAM_MODEL.initial,
  );
  return { envelope, state };
}

const types = Object.keys(SCHEMA_VERSIONS) as EventType[];
const matrix = types.flatMap((type) => PROJECTIONS.map((projection) => ({ type, projection })));

describe('read models', () => {
  it('have a place in the matrix for every type of event and every read model', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual(types.toSorted());
    for (const row of Object.values(ROWS)) {
      expect(Object.keys(row)).toEqual(PROJECTIONS.map(({ name }) => name));
    }
  });

  it.each(matrix)('$type leaves its row, or none, in $projection.name', ({ type, projection }) => {
    const { envelope, state } = played(type);
    expect(projection.changes(envelope, state)).toEqual(upsertOf(ROWS[type][projection.name]));
  });

  it('remember since when an item is complete, and what was due then, until it is reopened', () => {
    const change = (from: string, to: string, version: number, at: string | null) => ({
      ...envelopeOf('ItemStatusChanged', { from, to, comment: null }, version),
      ...{ occurredAt: at, recordedAt: at },
    });
    const steps = [
      envelopeOf('ItemCreated', CREATED, 1),
      change('New', 'Complete', 2, OCCURRED_AT),
      change('Complete', 'Complete', 3, '2026-02-02T12:00:00.000Z'),
      envelopeOf('ItemDueDateMoved', EVENTS.ItemDueDateMoved, 4, 2),
      change('Complete', 'TBC', 5, '2026-02-03T12:00:00.000Z'),
      change('TBC', 'Complete', 6, null),
    ];
    let state = STREAM_MODEL.initial;
    const completed = steps.map((envelope) => {
      state = STREAM_MODEL.evolve(state, envelope);
      const { completed_at, completed_due_date } = itemRow(envelope, state) ?? {};
      return [completed_at, completed_due_date];
    });
    expect(completed).toEqual([
      [null, null],
      [OCCURRED_AT, '2026-04-01'],
      [OCCURRED_AT, '2026-04-01'],
      [OCCURRED_AT, '2026-04-01'],
      [null, null],
      [WHEN_WRITTEN, '2026-05-01'],
    ]);
  });

  it('end a version of an item where the next one begins', () => {
    const { envelope, state } = played('ItemRetitled');
    const first = { ...envelopeOf('ItemCreated', CREATED, 1), channel: 'web' };
    const stateBefore = STREAM_MODEL.evolve(STREAM_MODEL.initial, first);
    const before = { ...first, occurredAt: '2026-01-31T12:00:00.000Z', position: 3 } as StreamEvent;
    const place = { position: 5, previous: { event: before, state: stateBefore } };
    expect(ITEM_VERSIONS.changes(envelope, state, place)).toEqual({
      upserts: [
        {
          ...{ ...ITEM, version: 1, updated_at: RECORDED_AT },
          ...{ position: 3, until_position: 5 },
          ...{ occurred_at: '2026-01-31T12:00:00.000Z', until_occurred_at: OCCURRED_AT },
          until_recorded_at: RECORDED_AT,
        },
        ROWS.ItemRetitled.item_versions,
      ],
      deletes: [],
    });
  });

  it.each([NOTES, STATUS_HISTORY])('$name refuses a form that it does not know', (projection) => {
    const newer = envelopeOf('NoteAdded', EVENTS.NoteAdded, 2, 2);
    expect(() => projection.changes(newer, played('NoteAdded').state)).toThrow('schema version 2');
  });
});

describe('the stream model', () => {
  it('is stored in a form that a change of gives another version', () => {
    const { envelope, state } = played('NoteAdded');
    expect(STREAM_STATES.version).toBe(4);
    const { upserts } = STREAM_STATES.changes({ ...envelope, version: 100 }, state);
    expect(upserts[0]).toEqual({
      ledger_id: 1,
      stream: 'AD-007',
      version: 100,
      state: {
        aggregate: 'item',
        state: {
          ...{ exists: true, status: 'New', ...CREATED, withdrawn: null },
          notes: {
            ...{ entries: '4', withdrawn: '', count: 1, amendedAt: 0 },
            latest: [{ entry: 2, noteDate: '2026-01-26', authorId: 6, line: 'called' }],
          },
          ...{ firstDueDate: '2026-04-01', dueDateMoves: 0, dueDateSlips: 0 },
        },
        createdById: 5,
        completed: null,
      },
      began_at: RECORDED_AT,
      occurred_at: OCCURRED_AT,
    });
  });

  it('is read again as it was stored', () => {
    const { envelope, state } = played('NoteAdded');
    const { upserts } = STREAM_STATES.changes({ ...envelope, version: 100 }, state);
    const stored = { json: upserts[0]?.state, beganAt: RECORDED_AT };
    expect(STREAM_MODEL.stored.decode(stored, OCCURRED_AT)).toEqual(state);
  });

  it('is read again as it was stored when its last event completed the item', () => {
    const { state: before } = played('ItemCreated');
    const data = { from: 'New', to: 'Complete', comment: null };
    const envelope = envelopeOf('ItemStatusChanged', data, 100);
    const writing = STREAM_MODEL.evolve(before, {
      ...envelope,
      occurredAt: null,
      recordedAt: null,
    });
    const recorded = STREAM_MODEL.evolve(before, envelope);
    const rows = [writing, recorded].map(
      (state) => STREAM_STATES.changes(envelope, state).upserts[0],
    );
    expect(rows[0]).toEqual(rows[1]);
    const stored = { json: rows[0]?.state, beganAt: RECORDED_AT };
    expect(STREAM_MODEL.stored.decode(stored, OCCURRED_AT)).toEqual(recorded);
    expect(recorded.completed).toEqual({ at: OCCURRED_AT, dueDate: '2026-04-01' });
  });

  it('keeps who began a stream and when, whoever comes later', () => {
    expect(played('NoteAdded').state).toMatchObject({ createdById: 5, createdAt: RECORDED_AT });
  });

  it('knows no time of creation before the append has given one', () => {
    const envelope = { ...envelopeOf('ItemCreated', CREATED, 1), recordedAt: null };
    expect(STREAM_MODEL.evolve(STREAM_MODEL.initial, envelope)).toMatchObject({ createdAt: null });
  });

  it.each([
    ['a type that it does not know', 'ItemTeleported', 1],
    ['a form that it does not know', 'NoteAdded', 2],
    ['an event of another aggregate', 'TrackerOpened', 1],
  ])('refuses %s, so that no read model meets it', (_, type, schemaVersion) => {
    const envelope = { ...envelopeOf(type, {}, 2, schemaVersion), stream: 'AD-007' };
    const { state } = played('ItemCreated');
    expect(() => STREAM_MODEL.evolve(state, envelope)).toThrow(type);
  });
});
