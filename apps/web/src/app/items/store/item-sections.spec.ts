import { anItem } from '../../testing/answers';
import { sectionsOf } from './item-sections';

const NAMES = ['', 'Zoe', 'Ann'];
const context = {
  today: '2026-11-20',
  facetValue: (_: string, value: string) => NAMES[Number(value)] ?? value,
  compare: (a: string, b: string) => a.localeCompare(b),
  categories: ['Thermal', 'Programmatic'],
};
const ITEMS = [
  anItem({ id: 'AD-001', owner_id: 1, status: 'Blocked', due_date: null }),
  anItem({ id: 'AD-002', owner_id: 2, status: 'New', due_date: '2026-11-19' }),
  anItem({ id: 'AD-003', owner_id: 1, status: 'New', due_date: '2027-11-19', category: 'Thermal' }),
];

describe('grouping a list', () => {
  it('is one section without a name where nothing is grouped', () => {
    const [section] = sectionsOf(ITEMS, undefined, context);
    expect(section).toEqual({ key: '', label: undefined, items: ITEMS });
  });

  it.each([
    ['owner_id', ['Ann', 'Zoe']],
    ['status', ['New', 'Blocked']],
    ['category', ['Thermal', 'Programmatic']],
    ['due', ['overdue', 'tbd', 'none']],
  ] as const)('by %s puts the groups in the order of their meaning', (group, labels) => {
    expect(sectionsOf(ITEMS, group, context).map(({ label }) => label)).toEqual(labels);
  });
});
