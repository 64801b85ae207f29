import type { ListedItem } from '@action-tracker/contracts';
import { anItem } from '../../testing/answers';
import { type ItemColumn, orderItems, type WordOrder } from './item-order';

const numbered = (number: number, given: Partial<ListedItem> = {}): ListedItem =>
  anItem({ id: `AD-${String(number).padStart(3, '0')}`, number, ...given });

const NAMES = ['', 'zoe', 'Ann', 'Émile'];
const WORDS: WordOrder = {
  value: (_, value) => (typeof value === 'number' ? (NAMES[value] ?? '') : value),
  compare: new Intl.Collator('en', { sensitivity: 'base' }).compare,
};

function ids(items: readonly ListedItem[], column: ItemColumn, direction: 'asc' | 'desc' = 'asc') {
  return orderItems(items, { column, direction }, WORDS).map(({ id }) => id);
}

describe('the order of items', () => {
  it('sorts ids by prefix and number, so that AD-999 comes before AD-1000', () => {
    const items = [numbered(1000), anItem({ id: 'SP-002', number: 2 }), numbered(999)];
    expect(ids(items, 'id')).toEqual(['AD-999', 'AD-1000', 'SP-002']);
    expect(ids(items, 'id', 'desc')).toEqual(['SP-002', 'AD-1000', 'AD-999']);
  });

  it('keeps TBD last in both directions', () => {
    const items = [
      numbered(1, { due_date: null }),
      numbered(2, { due_date: '2026-12-01' }),
      numbered(3, { due_date: '2026-02-01' }),
    ];
    expect(ids(items, 'due_date')).toEqual(['AD-003', 'AD-002', 'AD-001']);
    expect(ids(items, 'due_date', 'desc')).toEqual(['AD-002', 'AD-003', 'AD-001']);
  });

  it('keeps items without notes last in both directions', () => {
    const noted = (note_date: string) => ({
      latest_note: { note_date, author_id: 1, content: '' },
    });
    const items = [numbered(1), numbered(2, noted('2026-12-01')), numbered(3, noted('2026-02-01'))];
    expect(ids(items, 'latest_note')).toEqual(['AD-003', 'AD-002', 'AD-001']);
    expect(ids(items, 'latest_note', 'desc')).toEqual(['AD-002', 'AD-003', 'AD-001']);
  });

  it('sorts priorities by urgency, not by alphabet', () => {
    const items = [
      numbered(1, { priority: 'Low' }),
      numbered(2, { priority: 'High' }),
      numbered(3, { priority: 'Medium' }),
    ];
    expect(ids(items, 'priority')).toEqual(['AD-002', 'AD-003', 'AD-001']);
  });

  it('sorts statuses in the order of the vocabulary', () => {
    const items = [
      numbered(1, { status: 'Blocked' }),
      numbered(2, { status: 'Complete' }),
      numbered(3, { status: 'Not Started' }),
      numbered(4, { status: 'New' }),
    ];
    expect(ids(items, 'status')).toEqual(['AD-004', 'AD-003', 'AD-002', 'AD-001']);
  });

  it('sorts owners by name, without regard to case and accents', () => {
    const items = [
      numbered(1, { owner_id: 1 }),
      numbered(2, { owner_id: 3 }),
      numbered(3, { owner_id: 2 }),
    ];
    expect(ids(items, 'owner_id')).toEqual(['AD-003', 'AD-002', 'AD-001']);
  });

  it('puts equal items in the order of their ids in both directions', () => {
    const items = [numbered(3), numbered(1), numbered(2)];
    expect(ids(items, 'status')).toEqual(['AD-001', 'AD-002', 'AD-003']);
    expect(ids(items, 'status', 'desc')).toEqual(['AD-001', 'AD-002', 'AD-003']);
  });

  it('sorts titles without regard to case and accents, numbers in them by value', () => {
    const titles = ['Zebra', 'éclair 10', 'Eclair 9', 'apple'];
    const items = titles.map((title, at) => numbered(at + 1, { title }));
    expect(ids(items, 'title')).toEqual(['AD-004', 'AD-003', 'AD-002', 'AD-001']);
  });

  it('sorts by when items were changed last', () => {
    const on = (day: number) => ({ updated_at: `2026-11-0${day}T10:00:00.000Z` });
    const items = [numbered(1, on(3)), numbered(2, on(1)), numbered(3, on(2))];
    expect(ids(items, 'updated_at', 'desc')).toEqual(['AD-001', 'AD-003', 'AD-002']);
  });

  it('sorts by how often and how far dates moved, without a date last', () => {
    const items = [
      numbered(1, { due_date_moves: 10, days_slipped: 3, first_due_date: '2026-02-01' }),
      numbered(2, { due_date_moves: 9, days_slipped: 20, first_due_date: '2026-01-01' }),
      numbered(3, { due_date_moves: 0, days_slipped: null, first_due_date: null }),
    ];
    expect(ids(items, 'due_date_moves')).toEqual(['AD-003', 'AD-002', 'AD-001']);
    expect(ids(items, 'days_slipped', 'desc')).toEqual(['AD-002', 'AD-001', 'AD-003']);
    expect(ids(items, 'first_due_date')).toEqual(['AD-002', 'AD-001', 'AD-003']);
  });
});
