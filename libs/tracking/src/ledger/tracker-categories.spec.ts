import { FIRST_CATEGORIES } from '@action-tracker/domain';
import { CategoryNames } from './tracker-categories';

const [first, second, ...others] = FIRST_CATEGORIES;
if (!first || !second) throw new Error('Expected categories');
/** Tracker 1 calls its first category Guidance and shows it second, and has a category of its own. */
const OWN = [
  second,
  { ...first, name: 'Guidance' },
  { key: 'Thermal', name: 'Thermal', retired: false },
  ...others,
];
const NAMES = new CategoryNames([{ trackerId: 1, categories: OWN }]);
const namesOf = (categories: typeof OWN) => categories.map(({ name }) => name);

describe('names of categories', () => {
  it('are in the order of their tracker', () => {
    expect(NAMES.inOrder([1])).toEqual(namesOf(OWN));
    expect(NAMES.inOrder([2])).toEqual(namesOf([...FIRST_CATEGORIES]));
  });

  it('of several trackers begin with those that trackers begin with', () => {
    for (const ids of [null, [1, 2]]) {
      const usual = namesOf([...FIRST_CATEGORIES]);
      expect(NAMES.inOrder(ids)).toEqual([...usual, 'Guidance', 'Thermal']);
    }
  });

  it('mean what had the name first, where nothing else has it', () => {
    expect(NAMES.alsoMeant([first.name])).toEqual([{ trackerId: 1, names: ['Guidance'] }]);
    expect(NAMES.alsoMeant([first.name, 'Guidance'])).toEqual([]);
    expect(NAMES.alsoMeant(['Thermal', 'Unheard'])).toEqual([]);
    const taken = OWN.map((one) => (one.key === second.key ? { ...one, name: first.name } : one));
    const exchanged = new CategoryNames([{ trackerId: 1, categories: taken }]);
    expect(exchanged.alsoMeant([first.name])).toEqual([]);
  });
});
