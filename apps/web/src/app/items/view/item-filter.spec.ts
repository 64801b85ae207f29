import { SEARCH_PAIRS } from '@action-tracker/contracts/testing';
import { anItem } from '../../testing/answers';
import { countFacet, filterItems, type ItemFilter, NO_FILTER, toggleChoice } from './item-filter';

const ITEMS = [
  anItem({ id: 'AD-001', number: 1, title: 'Sign the contract', status: 'New' }),
  anItem({ id: 'AD-010', number: 10, title: 'Thermal test', status: 'Blocked' }),
  anItem({ id: 'SP-001', number: 1, title: 'Launch contract', status: 'Blocked' }),
];

const TODAY = '2026-11-20';
const idsOf = (filter: Partial<ItemFilter>, items = ITEMS) =>
  filterItems(items, { ...NO_FILTER, ...filter }, { today: TODAY }).map(({ id }) => id);
const found = (text: string) => idsOf({ text });

describe('narrowing a list', () => {
  it.each(['AD-001', 'ad-1', 'ad1', ' AD001 '])(
    'finds an item by its id typed as "%s"',
    (typed) => {
      expect(found(typed)).toContain('AD-001');
      expect(found(typed)).not.toContain('SP-001');
    },
  );

  it('finds words of a title in any case and order, each by its beginning', () => {
    expect(found('CONTRACT')).toEqual(['AD-001', 'SP-001']);
    expect(found('contr sig')).toEqual(['AD-001']);
    expect(found('ontract')).toEqual([]);
  });

  it.each(SEARCH_PAIRS.filter(({ note }) => note === undefined))(
    'agrees with the server that $query finds "$title": $isFound',
    ({ title, query: text, isFound }) => {
      expect(idsOf({ text }, [anItem({ title })]).length > 0).toBe(isFound);
    },
  );

  it('shows beside them what the server has found', () => {
    const context = { today: TODAY, found: new Set(['AD-010']) };
    const shown = filterItems(ITEMS, { ...NO_FILTER, text: 'contract' }, context);
    expect(shown.map(({ id }) => id)).toEqual(['AD-001', 'AD-010', 'SP-001']);
    expect(filterItems(ITEMS, NO_FILTER, { ...context, found: new Set() })).toHaveLength(3);
  });

  it('shows items that have one of the chosen values of every facet and match the text', () => {
    expect(idsOf({ status: ['Blocked', 'TBC'], text: 'contract' })).toEqual(['SP-001']);
    expect(idsOf({ status: ['Blocked'], owner_id: ['2'] })).toEqual([]);
  });

  it.each([
    ['overdue', ['AD-001']],
    ['week', ['AD-002', 'AD-003']],
    ['tbd', ['AD-005']],
  ])('knows what is %s, and that only open items are', (due, ids) => {
    const dated = (number: number, due_date: string | null, status: 'New' | 'Complete' = 'New') =>
      anItem({ id: `AD-00${number}`, number, due_date, status });
    const items = [
      dated(1, '2026-11-19'),
      dated(2, '2026-11-20'),
      dated(3, '2026-11-27'),
      dated(4, '2026-11-28'),
      dated(5, null),
      dated(6, null, 'Complete'),
      dated(7, '2026-11-01', 'Complete'),
    ];
    expect(idsOf({ due: [due] }, items)).toEqual(ids);
  });

  it('counts every value under everything else that is chosen, also those with nothing', () => {
    const filter = { ...NO_FILTER, text: 'contract', status: ['New'] };
    const counts = countFacet(ITEMS, filter, 'status', { today: TODAY });
    expect(Object.fromEntries(counts.map(({ value, count }) => [value, count]))).toEqual({
      New: 1,
      'Not Started': 0,
      'In Progress': 0,
      TBC: 0,
      Complete: 0,
      Blocked: 1,
    });
    const owners = countFacet(ITEMS, { ...filter, owner_id: ['9'] }, 'owner_id', {
      today: TODAY,
    });
    expect(owners).toEqual([
      { value: '1', count: 1 },
      { value: '9', count: 0 },
    ]);
  });

  it('counts the categories of the trackers, those that items keep, and what is chosen', () => {
    const context = { today: TODAY, categories: ['Thermal', 'Systems'] };
    const items = [anItem({ category: 'Systems' }), anItem({ id: 'AD-002', category: 'Retired' })];
    const filter = { ...NO_FILTER, category: ['Unheard'] };
    expect(countFacet(items, filter, 'category', context)).toEqual([
      { value: 'Thermal', count: 0 },
      { value: 'Systems', count: 1 },
      { value: 'Retired', count: 1 },
      { value: 'Unheard', count: 0 },
    ]);
  });

  it('takes a chosen value away when it is chosen again', () => {
    const once = toggleChoice(NO_FILTER, 'due', 'tbd');
    expect(once.due).toEqual(['tbd']);
    expect(toggleChoice(once, 'due', 'tbd').due).toEqual([]);
  });
});
