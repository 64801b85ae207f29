import type { EventType } from '../../events';

/**
 * Every type of event as schema version 1 lies in ledgers. These texts never change: a new schema
 * version gets a file of its own, and these are still read.
 */
export const GOLDEN_EVENTS: Readonly<Record<EventType, string>> = {
  TrackerOpened: '{"name":"Astro Digital","prefix":"AD","description":null}',
  TrackerDetailsChanged:
    '{"to":{"name":"Astro","description":"Satellites"},"from":{"name":"Astro Digital","description":null}}',
  ItemCreated:
    '{"title":"Calibrate","number":7,"dueDate":"2026-04-01","ownerId":3,"category":"SW / Ops","priority":"High","createDate":"2026-01-15"}',
  ItemRetitled: '{"to":"Calibrate again","from":"Calibrate"}',
  ItemDueDateMoved: '{"to":null,"from":"2026-04-01"}',
  ItemRecategorised: '{"to":"ADCS","from":"SW / Ops"}',
  ItemReassigned: '{"to":4,"from":3}',
  ItemReprioritised: '{"to":"Low","from":"High"}',
  ItemStatusChanged: '{"to":"Blocked","from":"New","comment":"parts"}',
  NoteAdded: '{"content":"called\\n\\tthem","noteDate":"2026-01-26"}',
};
