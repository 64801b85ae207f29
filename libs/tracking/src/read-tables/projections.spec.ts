import {
  FIRST_CATEGORIES,
  SCHEMA_VERSIONS,
  type EventType,
  type TrackerCategory,
} from '@action-tracker/domain';
import { upsertOf, WHEN_WRITTEN, type Row, type StreamEvent } from '@action-tracker/event-store';
import { STREAM_MODEL } from '../ledger/stream-model';
import { itemRow } from '../items/action-items';
import { ITEM_VERSIONS } from '../items/item-versions';
import { NOTES } from '../items/notes';
import { PROJECTIONS } from './projections';
import { STATUS_HISTORY } from '../items/status-history';
import {
  ASTRO,
  BATCH_ID,
  CREATED,
  envelopeOf,
  EVENTS,
  LOG,
  OCCURRED_AT,
  played,
  RECORDED_AT,
} from '../testing/played-events';

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
  ...{ withdrawn_at: null, withdrawn_by_id: null, withdrawn_reason: null },
};
const TRACKER: Row = {
  ...{ tracker_id: 1, prefix: 'AD', ...ASTRO, created_at: RECORDED_AT },
  ...{ visibility: 'organisation', organisation_role: 'editor', state: 'open' },
  own_categories: null,
};
const MEMBER: Row = { tracker_id: 1, user_id: 8, role: 'editor', entry: 2 };
const PERSON: Row = { ledger_id: 1, user_id: 8, site_role: 'admin', standing: 'active' };
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
  tracker_access: undefined,
  people_standing: undefined,
  action_items: undefined,
  item_titles: undefined,
  status_history: undefined,
  notes: undefined,
  note_changes: undefined,
  reviews: undefined,
  batches: undefined,
  stream_states: undefined,
  item_versions: undefined,
};

const categorised = (change: (all: readonly TrackerCategory[]) => readonly TrackerCategory[]) => ({
  ...NOTHING,
  trackers: { ...TRACKER, own_categories: JSON.stringify(change(FIRST_CATEGORIES)) },
});

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

const NOTE_CHANGE: Row = {
  ...{ tracker_id: 1, number: 7, entry: 2, content: null, reason: null, by_id: 6 },
  changed_at: OCCURRED_AT,
};

const GONE: Row = {
  withdrawn_at: OCCURRED_AT,
  withdrawn_by_id: 6,
  withdrawn_reason: 'entered twice',
};

/** The effect of every event on every read model. A new event or read model needs an entry here. */
const ROWS: Readonly<Record<EventType, Readonly<Record<string, Row | undefined>>>> = {
  TrackerOpened: {
    ...NOTHING,
    trackers: TRACKER,
    tracker_access: { tracker_id: 1, user_id: 5, role: 'manager', entry: 1 },
  },
  MemberAdded: { ...NOTHING, trackers: TRACKER, tracker_access: MEMBER },
  MemberRoleChanged: {
    ...NOTHING,
    trackers: TRACKER,
    tracker_access: { ...MEMBER, role: 'viewer' },
  },
  MemberRemoved: { ...NOTHING, trackers: TRACKER },
  VisibilityChanged: {
    ...NOTHING,
    trackers: { ...TRACKER, visibility: 'members' },
    tracker_access: { tracker_id: 1, user_id: 0, role: 'none', entry: 2 },
  },
  TrackerArchived: { ...NOTHING, trackers: { ...TRACKER, state: 'archived' } },
  TrackerReopened: { ...NOTHING, trackers: TRACKER },
  CategoryAdded: categorised((all) => [
    ...all,
    { key: 'Thermal', name: 'Thermal', retired: false },
  ]),
  CategoryRenamed: categorised((all) =>
    all.map((one) => (one.key === 'ADCS' ? { ...one, name: 'GNC' } : one)),
  ),
  CategoryRetired: categorised((all) =>
    all.map((one) => (one.key === 'ConOps' ? { ...one, retired: true } : one)),
  ),
  CategoryReinstated: categorised((all) => all),
  CategoriesReordered: categorised((all) => all.toReversed()),
  SiteRoleChanged: { ...NOTHING, people_standing: PERSON },
  PersonDeactivated: { ...NOTHING, people_standing: { ...PERSON, standing: 'deactivated' } },
  PersonReactivated: { ...NOTHING, people_standing: PERSON },
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
      entry: 2,
      note_date: '2026-01-26',
      author_id: 6,
      content: 'called',
    },
  },
  NoteAmended: {
    ...NOTHING,
    ...itemRows({ ...WITH_NOTE, latest_note_line: 'wrote', version: 3 }),
    note_changes: { ...NOTE_CHANGE, kind: 'amended', content: 'wrote', found: 'amended' },
  },
  NoteWithdrawn: {
    ...NOTHING,
    ...itemRows({ note_count: 1, version: 3 }),
    note_changes: { ...NOTE_CHANGE, kind: 'withdrawn', reason: 'wrong item', found: 'none' },
  },
  NoteReinstated: {
    ...NOTHING,
    ...itemRows({ ...WITH_NOTE, version: 4 }),
    note_changes: { ...NOTE_CHANGE, kind: 'reinstated', found: 'original' },
  },
  ItemWithdrawn: { ...NOTHING, ...itemRows(GONE) },
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

/** The rows that events delete, by their keys. */
const GONE_ROWS: Readonly<Partial<Record<EventType, Readonly<Record<string, Row>>>>> = {
  MemberRemoved: { tracker_access: { tracker_id: 1, user_id: 8 } },
};

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
    const deletes = GONE_ROWS[type]?.[projection.name];
    expect(projection.changes(envelope, state)).toEqual({
      ...upsertOf(ROWS[type][projection.name]),
      ...(deletes ? { deletes: [deletes] } : {}),
    });
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
          ...{ ...ITEM, version: 1, updated_at: RECORDED_AT, next_status: 'New' },
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
