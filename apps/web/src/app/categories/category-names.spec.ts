import { FIRST_CATEGORIES, type TrackerCategory } from '@action-tracker/contracts';
import { faultOfName } from './category-names';

const ALL: readonly TrackerCategory[] = [
  ...FIRST_CATEGORIES.map((one) => (one.key === 'ADCS' ? { ...one, name: 'GNC' } : one)),
  { key: 'Optics', name: 'Optics', retired: true },
];

it.each([
  ['Thermal', undefined, undefined],
  ['  ', undefined, 'missing'],
  ['x'.repeat(51), undefined, 'long'],
  [` ${'🛰'.repeat(50)} `, undefined, undefined],
  [' gnc ', undefined, 'taken'],
  ['optics', undefined, 'takenByRetired'],
  ['ADCS', undefined, 'takenBefore'],
  ['ADCS', 'ADCS', undefined],
  ['ADCS', 'Systems', undefined],
  ['gnc', 'ADCS', undefined],
  ['systems', 'ADCS', 'taken'],
])('%j for the category %j: %s', (typed, key, fault) => {
  expect(faultOfName(typed, ALL, key)).toBe(fault);
});
