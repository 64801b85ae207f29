import { ITEM_CSV_HEADINGS, itemCsvCells } from './item-csv';
import { usersById, type User } from './people-wire';
import type { ListedItem } from './wire';

const user = (id: number, name: string, mergedInto: number | null = null): User => ({
  ...{ id, name, email: `${id}@example.com`, initials: name.slice(0, 2) },
  ...{ created_at: '2026-01-01T00:00:00.000Z', merged_into_id: mergedInto },
});
const USERS = usersById([user(1, 'Maria'), user(2, 'Mary', 1), user(3, 'Bo', 9)]);

const ITEM: ListedItem = {
  ...{ id: 'AD-001', tracker_id: 1, number: 1, title: 'Wheel', create_date: '2026-01-02' },
  ...{ first_due_date: null, due_date_moves: 0, due_date_slips: 0, days_slipped: null },
  ...{ created_by_id: 2, due_date: null, category: 'ADCS', owner_id: 3, priority: 'High' },
  ...{ status: 'New', created_at: '2026-01-02T10:00:00.000Z', version: 1, note_count: 0 },
  ...{ updated_at: '2026-01-03T10:00:00.000Z', latest_note: null, withdrawn: null },
};

describe('an item in a spreadsheet', () => {
  it('has a cell for each heading, and names instead of ids', () => {
    const cells = itemCsvCells(ITEM, USERS);
    expect(cells).toHaveLength(ITEM_CSV_HEADINGS.length);
    expect(cells).toEqual([
      ...['AD-001', 'Wheel', '2026-01-02', 'Maria', 'TBD', 'ADCS', 'Bo', 'High', 'New'],
      ...['2026-01-03T10:00:00.000Z', ''],
    ]);
  });

  it('shows the latest note with who wrote it', () => {
    const note = { note_date: '2026-01-03', author_id: 2, content: 'Called' };
    const item = { ...ITEM, due_date: '2026-02-01', latest_note: note };
    expect(itemCsvCells(item, USERS)).toEqual(
      expect.arrayContaining(['2026-02-01', '2026-01-03 Ma: Called']),
    );
  });

  it('shows the id of somebody who is not known', () => {
    const note = { note_date: '2026-01-03', author_id: 8, content: 'Called' };
    const item = { ...ITEM, owner_id: 7, latest_note: note };
    expect(itemCsvCells(item, USERS)).toEqual(
      expect.arrayContaining(['#7', '2026-01-03 #8: Called']),
    );
  });
});
