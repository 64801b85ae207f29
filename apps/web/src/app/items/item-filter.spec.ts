import { anItem } from '../testing/answers';
import { countByStatus, filterItems } from './item-filter';

const ITEMS = [
  anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', status: 'New' }),
  anItem({ id: 'AD-010', number: 10, title: 'Thermal test', status: 'Blocked' }),
  anItem({ id: 'SP-001', number: 1, title: 'Launch contract', status: 'Blocked' }),
];

const found = (text: string) => filterItems(ITEMS, { statuses: [], text }).map(({ id }) => id);

describe('narrowing a list', () => {
  it.each(['AD-001', 'ad-1', 'ad1', ' AD001 '])(
    'finds an item by its id typed as "%s"',
    (typed) => {
      expect(found(typed)).toContain('AD-001');
      expect(found(typed)).not.toContain('SP-001');
    },
  );

  it('finds part of a title in any case', () => {
    expect(found('CONTRACT')).toEqual(['AD-001', 'SP-001']);
  });

  it('shows items that have one of the chosen statuses and match the text', () => {
    const shown = filterItems(ITEMS, { statuses: ['Blocked', 'TBC'], text: 'contract' });
    expect(shown.map(({ id }) => id)).toEqual(['SP-001']);
  });

  it('counts every status under the search, also those with nothing to show', () => {
    const counts = countByStatus(ITEMS, 'contract').map(({ status, count }) => [status, count]);
    expect(Object.fromEntries(counts)).toEqual({
      New: 1,
      'Not Started': 0,
      'In Progress': 0,
      TBC: 0,
      Complete: 0,
      Blocked: 1,
    });
  });
});
