/** One event of every type, in a stream that it can follow, for tests of what events leave. */
import {
  AGGREGATES,
  CATEGORIES,
  SCHEMA_VERSIONS,
  type DomainEvent,
  type EventType,
} from '@action-tracker/domain';
import type { EventEnvelope } from '@action-tracker/event-store';
import { STREAM_MODEL } from '../ledger/stream-model';

export const RECORDED_AT = '2026-03-01T12:00:00.000Z';
export const OCCURRED_AT = '2026-02-01T12:00:00.000Z';

type DataOf<Type extends EventType> = Extract<DomainEvent, { type: Type }>['data'];

export const ASTRO = { name: 'Astro Digital', description: null };
export const CREATED: DataOf<'ItemCreated'> = {
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

export const LOG = { name: 'log.csv', sha256: 'a'.repeat(64) };
export const BATCH_ID = '0198c0de-0000-4000-8000-000000000001';

/** One event of every type, each on an existing stream. */
export const EVENTS: { readonly [Type in EventType]: DataOf<Type> } = {
  TrackerOpened: { ...ASTRO, prefix: 'AD', managerId: 5 },
  TrackerDetailsChanged: { from: ASTRO, to: { name: 'AD Ltd', description: 'Satellites' } },
  MemberAdded: { userId: 8, role: 'editor' },
  MemberRoleChanged: { userId: 8, from: 'editor', to: 'viewer' },
  MemberRemoved: { userId: 8, role: 'editor' },
  VisibilityChanged: { from: { visibility: 'organisation' }, to: { visibility: 'members' } },
  TrackerArchived: {},
  TrackerReopened: {},
  CategoryAdded: { name: 'Thermal' },
  CategoryRenamed: { key: 'ADCS', from: 'ADCS', to: 'GNC' },
  CategoryRetired: { key: 'ConOps' },
  CategoryReinstated: { key: 'ConOps' },
  CategoriesReordered: { from: CATEGORIES, to: CATEGORIES.toReversed() },
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
  SiteRoleChanged: { userId: 8, from: 'member', to: 'admin' },
  PersonDeactivated: { userId: 8 },
  PersonReactivated: { userId: 8 },
};

const aggregateOf = (type: string): string =>
  AGGREGATES.find(({ events }) => Object.hasOwn(events, type))?.name ?? 'item';

export const envelopeOf = (
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
  batch: `AD-B${BATCH_ID}`,
  organisation: 'organisation',
};
const FIRST: Readonly<Record<string, EventType>> = {
  tracker: 'TrackerOpened',
  item: 'ItemCreated',
  review: 'ReviewOpened',
  batch: 'BatchBegun',
  organisation: 'SiteRoleChanged',
};

/** The events that these need between the first and themselves. */
const BEFORE: Readonly<Partial<Record<EventType, readonly EventType[]>>> = {
  MemberRoleChanged: ['MemberAdded'],
  MemberRemoved: ['MemberAdded'],
  TrackerReopened: ['TrackerArchived'],
  CategoryReinstated: ['CategoryRetired'],
  PersonReactivated: ['PersonDeactivated'],
  NoteAmended: ['NoteAdded'],
  NoteWithdrawn: ['NoteAdded'],
  NoteReinstated: ['NoteAdded', 'NoteWithdrawn'],
  ItemReinstated: ['ItemWithdrawn'],
};

/** The event with the events its stream needs before it, and the state after it. */
export function played(type: EventType) {
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
