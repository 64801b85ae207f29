/** Examples of reviews, typed by the contracts, for the API description. */
import type { Agenda, AgendaItem, Minutes, Review } from '@action-tracker/contracts';
import { ITEM_EXAMPLE, NOTE_EXAMPLE, STATUS_ENTRY_EXAMPLE, TRACKER_EXAMPLE } from './examples';

export const REVIEW_EXAMPLE: Review = {
  tracker_id: 1,
  number: 3,
  name: 'Weekly review',
  held_on: '2026-02-02',
  participants: [7],
  state: 'closed',
  opened_at: '2026-02-02T10:00:00.000Z',
  closed_at: '2026-02-02T11:00:00.000Z',
  position: 124,
  minutes: 'The vendor confirms the delivery in March.',
  discussed: ['AD-001'],
  opened_position: 117,
  opened_by_id: 7,
  version: 4,
};

const AGENDA_ITEM_EXAMPLE: AgendaItem = { ...ITEM_EXAMPLE, carried_over: 2 };

export const AGENDA_EXAMPLE: Agenda = {
  review: REVIEW_EXAMPLE,
  sections: [{ section: 'due', items: [AGENDA_ITEM_EXAMPLE] }],
};

const { title } = ITEM_EXAMPLE;

export const MINUTES_EXAMPLE: Minutes = {
  review: REVIEW_EXAMPLE,
  tracker: { id: 1, prefix: TRACKER_EXAMPLE.prefix, name: TRACKER_EXAMPLE.name },
  position: 124,
  discussed: [AGENDA_ITEM_EXAMPLE],
  not_discussed: [],
  notes: [{ ...NOTE_EXAMPLE, title }],
  statuses: [{ ...STATUS_ENTRY_EXAMPLE, title, from: 'New' }],
  changes: [
    {
      item_id: 'AD-001',
      title,
      kinds: ['due_date_moved', 'noted'],
      due_date: { from: '2026-02-15', to: '2026-03-01', days: 14, reason: 'Parts are late' },
      notes_added: 1,
    },
  ],
  next_dates: [{ item_id: 'AD-001', due_date: '2026-03-01' }],
  open_items: [AGENDA_ITEM_EXAMPLE],
};
