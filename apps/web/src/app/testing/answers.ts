/** API responses for specs: people, a date, items and ledger entries with fixed values. */
import {
  AGENDA_SECTIONS,
  type Agenda,
  type AgendaItem,
  type AgendaSectionName,
  FIRST_CATEGORIES,
  type ItemDetail,
  type ItemEventEntry,
  type ListedItem,
  type Me,
  type Person,
  type Review,
  type TrackerSummary,
} from '@action-tracker/contracts';

export const ME: Me = {
  id: 1,
  email: 'mf@example.com',
  name: 'Maria Fitzgerald',
  initials: 'MF',
  site_role: 'member',
  today: '2026-11-20',
  time_zone: 'UTC',
};

const user = (id: number, name: string, initials: string): Person => ({
  id,
  name,
  initials,
  email: `${initials.toLowerCase()}@example.com`,
  created_at: '2026-01-01T00:00:00.000Z',
  merged_into_id: null,
  site_role: 'member',
  is_active: true,
});

export const USERS: readonly Person[] = [
  user(1, 'Maria Fitzgerald', 'MF'),
  user(2, 'Jun Kawasaki', 'JK'),
  user(3, 'Ana Souza', 'AS'),
  // Created by an import and later merged into Jun.
  { ...user(4, 'J. K.', 'JK'), email: 'j-k@import.invalid', merged_into_id: 2 },
];

export const A_TRACKER: TrackerSummary = {
  id: 1,
  prefix: 'AD',
  name: 'Astro Digital',
  description: null,
  next_number: 48,
  created_at: '2026-01-01T10:00:00.000Z',
  visibility: 'organisation',
  organisation_role: 'editor',
  my_role: 'manager',
  archived: false,
  categories: FIRST_CATEGORIES,
  open_items: 35,
  total_items: 47,
  last_updated: '2026-11-19T10:00:00.000Z',
};

/** An unremarkable open item; a spec overrides only what it needs. */
export const anItem = (given: Partial<ListedItem> = {}): ListedItem => ({
  id: 'AD-001',
  tracker_id: 1,
  number: 1,
  title: 'Definitized contract',
  create_date: '2026-01-16',
  created_by_id: 1,
  due_date: '2026-12-24',
  category: 'Programmatic',
  owner_id: 1,
  priority: 'Medium',
  status: 'In Progress',
  created_at: '2026-01-16T12:00:00.000Z',
  updated_at: '2026-01-16T12:00:00.000Z',
  version: 4,
  note_count: 0,
  withdrawn: null,
  first_due_date: '2026-12-24',
  due_date_moves: 0,
  due_date_slips: 0,
  days_slipped: 0,
  latest_note: null,
  ...given,
});

export const anItemDetail = (given: Partial<ItemDetail> = {}): ItemDetail => ({
  ...anItem(),
  notes: [],
  ...given,
});

export const anEvent = (given: Partial<ItemEventEntry>): ItemEventEntry => ({
  position: 10,
  version: 1,
  type: 'ItemStatusChanged',
  from: { status: 'New' },
  to: { status: 'In Progress', comment: null },
  actor_id: 1,
  recorded_by_id: 1,
  occurred_at: '2026-11-20T09:00:00.000Z',
  recorded_at: '2026-11-20T09:00:00.000Z',
  channel: 'web',
  command_id: 'command-1',
  batch: given.command_id ?? 'command-1',
  undoes: null,
  source: null,
  token_id: null,
  ...given,
});

export const aReview = (given: Partial<Review> = {}): Review => ({
  tracker_id: 1,
  number: 3,
  name: 'Weekly',
  held_on: '2026-11-20',
  participants: [1, 2],
  state: 'open',
  opened_at: '2026-11-20T11:00:00.000Z',
  closed_at: null,
  position: null,
  minutes: '',
  discussed: [],
  opened_position: 90,
  opened_by_id: 1,
  version: 1,
  ...given,
});

export const anAgendaItem = (id: string, given: Partial<AgendaItem> = {}): AgendaItem => ({
  ...anItem({ id, number: Number(id.split('-')[1]), title: `Title of ${id}` }),
  carried_over: 0,
  ...given,
});

export const anAgenda = (
  review: Review,
  sections: Readonly<Partial<Record<AgendaSectionName, readonly AgendaItem[]>>>,
): Agenda => ({
  review,
  sections: AGENDA_SECTIONS.map((section) => ({ section, items: sections[section] ?? [] })),
});

/** An error response of the API. */
export const refusal = (code: string, message: string, more: object = {}) => ({
  error: { code, message, correlation_id: 'correlation-1', ...more },
});
