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
});
