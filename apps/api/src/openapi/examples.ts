/** One example per response, typed by the contracts, for the API description. */
import type {
  Item,
  ItemAsOf,
  ItemDetail,
  ItemEventEntry,
  ListedItem,
  Me,
  Member,
  MergedPerson,
  Note,
  Person,
  Slips,
  StatusEntry,
  Summary,
  Tracker,
  TrackerSummary,
} from '@action-tracker/contracts';
import { FIRST_CATEGORIES, NAMED_FIELDS, type WireItemFields } from '@action-tracker/domain';

const MORNING = '2026-01-26T09:30:00.000Z';
const NOON = '2026-02-02T12:00:00.000Z';

export const ME_EXAMPLE: Me = {
  id: 7,
  email: 'mf@example.com',
  name: 'Maria Fitzgerald',
  initials: 'MF',
  site_role: 'member',
  today: '2026-02-02',
  time_zone: 'Europe/Lisbon',
};

export const PERSON_EXAMPLE: Person = {
  id: 7,
  email: 'mf@example.com',
  name: 'Maria Fitzgerald',
  initials: 'MF',
  created_at: MORNING,
  merged_into_id: null,
  site_role: 'member',
  is_active: true,
};

export const MEMBER_EXAMPLE: Member = {
  user_id: 7,
  name: 'Maria Fitzgerald',
  initials: 'MF',
  email: 'mf@example.com',
  role: 'editor',
  added_at: MORNING,
  added_by_id: 3,
};

export const MERGED_PERSON_EXAMPLE: MergedPerson = {
  ...{ dry_run: false, batch: '0198c0de-0000-7000-8000-000000000007', user_id: 12, into_id: 7 },
  ...{ was_merged: false, items: ['AD-001', 'AD-042'], archived_items: ['MO-003'] },
  roles: [{ tracker_id: 1, role: 'editor' }],
};

export const TRACKER_EXAMPLE: Tracker = {
  id: 1,
  prefix: 'AD',
  name: 'Astro Digital',
  description: null,
  next_number: 43,
  created_at: MORNING,
  visibility: 'organisation',
  organisation_role: 'editor',
  my_role: 'editor',
  archived: false,
  categories: FIRST_CATEGORIES,
};

export const TRACKER_SUMMARY_EXAMPLE: TrackerSummary = {
  ...TRACKER_EXAMPLE,
  open_items: 12,
  total_items: 42,
  last_updated: NOON,
};

export const NOTE_EXAMPLE: Note = {
  id: 118,
  entry: 2,
  action_item_id: 'AD-001',
  note_date: '2026-01-26',
  author_id: 7,
  content: 'Redlines sent to legal.',
  created_at: MORNING,
  edited_at: null,
  edited_by_id: null,
  withdrawn: null,
};

const FIELDS_EXAMPLE = Object.fromEntries(
  NAMED_FIELDS.map(({ wire, example }) => [wire, example]),
  // One value per field of the registry.
) as unknown as WireItemFields;

export const ITEM_EXAMPLE: Item = {
  id: 'AD-001',
  tracker_id: 1,
  number: 1,
  create_date: '2026-01-12',
  created_by_id: 7,
  ...FIELDS_EXAMPLE,
  first_due_date: '2026-02-01',
  due_date_moves: 1,
  due_date_slips: 1,
  days_slipped: 14,
  status: 'In Progress',
  created_at: MORNING,
  updated_at: NOON,
  version: 3,
  note_count: 1,
  withdrawn: null,
};

export const LISTED_ITEM_EXAMPLE: ListedItem = {
  ...ITEM_EXAMPLE,
  latest_note: {
    note_date: NOTE_EXAMPLE.note_date,
    author_id: NOTE_EXAMPLE.author_id,
    content: NOTE_EXAMPLE.content,
  },
};

export const ITEM_DETAIL_EXAMPLE: ItemDetail = { ...ITEM_EXAMPLE, notes: [NOTE_EXAMPLE] };
export const ITEM_AS_OF_EXAMPLE: ItemAsOf = { ...ITEM_DETAIL_EXAMPLE, as_of: NOON };

export const STATUS_ENTRY_EXAMPLE: StatusEntry = {
  id: 119,
  action_item_id: 'AD-001',
  status: 'In Progress',
  changed_by_id: 7,
  changed_at: NOON,
  comment: 'Legal has begun.',
};

export const ITEM_EVENT_EXAMPLE: ItemEventEntry = {
  position: 119,
  version: 3,
  type: 'ItemStatusChanged',
  from: { status: 'New' },
  to: { status: 'In Progress', comment: 'Legal has begun.' },
  actor_id: 7,
  recorded_by_id: 7,
  occurred_at: NOON,
  recorded_at: NOON,
  channel: 'web',
  command_id: '0198c2f0-5f6b-7a3e-9d0c-3b1a5e6f7a8b',
  batch: '0198c2f0-5f6b-7a3e-9d0c-3b1a5e6f7a8b',
  undoes: null,
  source: null,
  token_id: null,
};

export const SUMMARY_EXAMPLE: Summary = {
  items: 42,
  open: 12,
  overdue: 2,
  week: 3,
  tbd: 1,
  by_status: {
    New: 3,
    'Not Started': 2,
    'In Progress': 5,
    TBC: 1,
    Complete: 30,
    Blocked: 1,
  },
  by_category: {
    Programmatic: 10,
    'SW / Ops': 12,
    Mechanical: 6,
    ADCS: 5,
    Systems: 6,
    ConOps: 3,
  },
  by_priority: { High: 14, Medium: 20, Low: 8 },
  by_owner: [{ owner_id: 7, items: 42, open: 12 }],
};

export const SLIPS_EXAMPLE: Slips = {
  by: 'owner',
  groups: [
    {
      key: 7,
      items: 42,
      moved_items: 9,
      moves: 14,
      days_median: 7,
      days_p85: 21.5,
      completed: 30,
      completed_on_time: 26,
      completed_by_first_date: 21,
    },
  ],
};

export const CORRELATION_ID_EXAMPLE = '0198c2f0-5f6b-7a3e-9d0c-3b1a5e6f7a8c';
