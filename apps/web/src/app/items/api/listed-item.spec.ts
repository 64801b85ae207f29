import type { Note } from '@action-tracker/contracts';
import { anItem, anItemDetail } from '../../testing/answers';
import { listedItem } from './listed-item';

const note = (id: number, isWithdrawn = false): Note => ({
  ...{ id, entry: id, action_item_id: 'AD-001', note_date: '2026-01-26', author_id: 1 },
  ...{ content: `note ${id}\nmore`, created_at: '2026-01-26T10:00:00.000Z' },
  ...{ edited_at: null, edited_by_id: null },
  withdrawn: isWithdrawn ? { at: '2026-01-27T10:00:00.000Z', by_id: 1, reason: null } : null,
});

const latest = (notes: readonly Note[]) =>
  listedItem(anItemDetail({ notes }), anItem()).latest_note?.content;

it('shows the first line of the latest note that is not withdrawn', () => {
  expect(latest([note(3), note(2)])).toBe('note 3');
  expect(latest([note(3, true), note(2)])).toBe('note 2');
  expect(latest([note(3, true)])).toBeUndefined();
});

it('looks for it among the five latest, as the server does', () => {
  const withdrawn = [7, 6, 5, 4].map((id) => note(id, true));
  expect(latest([...withdrawn, note(3)])).toBe('note 3');
  expect(latest([...withdrawn, note(3, true), note(2)])).toBeUndefined();
});
