import {
  categoryName,
  FIRST_CATEGORIES,
  offeredCategories,
  type TrackerCategory,
} from '../categories';
import { DomainError } from '../domain-error';
import { ITEM } from '../item/item-aggregate';
import type { ItemEvent } from '../item/item-events';
import { givenItem, givenTracker, itemAfter, trackerAfter } from '../testing';
import { CATEGORIES } from '../vocabulary';
import { changeTracker, evolveTracker, NO_TRACKER, type TrackerEvent } from './tracker';
import { TRACKER } from './tracker-aggregate';
import { categoriesOf, type CategoryEvent } from './tracker-categories';
import type { WantedCategory } from './wanted-categories';

const OPENED: TrackerEvent = {
  type: 'TrackerOpened',
  data: { prefix: 'AD', name: 'Astro', description: null },
};
const RENAMED: CategoryEvent = {
  type: 'CategoryRenamed',
  data: { key: 'ADCS', from: 'ADCS', to: 'GNC' },
};
const RETIRED: CategoryEvent = { type: 'CategoryRetired', data: { key: 'ConOps' } };
const ADDED: CategoryEvent = { type: 'CategoryAdded', data: { name: 'Thermal' } };

const tracker = trackerAfter([OPENED]);

function categoriesAfter(events: readonly TrackerEvent[]): readonly TrackerCategory[] {
  const state = trackerAfter([OPENED, ...events]);
  return state.exists ? categoriesOf(state) : [];
}

const wanted = (
  change: (category: TrackerCategory) => Partial<WantedCategory> = () => ({}),
): readonly WantedCategory[] => FIRST_CATEGORIES.map((one) => ({ ...one, ...change(one) }));

function outcome(categories: unknown, events: readonly TrackerEvent[] = []) {
  try {
    const state = trackerAfter([OPENED, ...events]);
    return changeTracker(state, { categories: categories as readonly WantedCategory[] });
  } catch (error) {
    if (error instanceof DomainError) return error.details[0]?.message ?? error.code;
    throw error;
  }
}

describe('the categories of a tracker', () => {
  it('are the six that every tracker begins with, and the state says nothing about them', () => {
    expect(categoriesAfter([]).map(({ name }) => name)).toEqual(CATEGORIES);
    expect(tracker).not.toHaveProperty('categories');
  });

  it('stay when the wanted list is what they are', () => {
    expect(outcome(wanted())).toEqual([]);
  });

  it('are added, renamed, retired and reordered with one list, in this order', () => {
    const changed = wanted(({ key }) => ({
      ...(key === 'ADCS' ? { name: ' GNC ' } : {}),
      retired: key === 'ConOps',
    }));
    const list = [{ name: ' Thermal ' }, ...changed];
    expect(outcome(list)).toEqual([
      ADDED,
      RENAMED,
      RETIRED,
      {
        type: 'CategoriesReordered',
        data: { from: [...CATEGORIES, 'Thermal'], to: ['Thermal', ...CATEGORIES] },
      },
    ]);
  });

  it('fold to names, order and what is offered', () => {
    const after = categoriesAfter([
      ...[ADDED, RENAMED, RETIRED],
      {
        type: 'CategoriesReordered',
        data: { from: [...CATEGORIES, 'Thermal'], to: ['Thermal', ...CATEGORIES] },
      },
    ]);
    expect(offeredCategories(after)).toEqual([
      ...['Thermal', 'Programmatic', 'SW / Ops', 'Mechanical', 'GNC', 'Systems'],
    ]);
    expect(categoryName(after, 'ADCS')).toBe('GNC');
    expect(categoryName(after, 'Unheard of')).toBe('Unheard of');
  });

  it('are reinstated, and swap their names', () => {
    expect(outcome(wanted(), [RETIRED])).toEqual([
      { type: 'CategoryReinstated', data: { key: 'ConOps' } },
    ]);
    const swapped = wanted(({ key }) =>
      key === 'ADCS' ? { name: 'Systems' } : key === 'Systems' ? { name: 'ADCS' } : {},
    );
    expect(outcome(swapped)).toEqual([
      { type: 'CategoryRenamed', data: { key: 'ADCS', from: 'ADCS', to: 'Systems' } },
      { type: 'CategoryRenamed', data: { key: 'Systems', from: 'Systems', to: 'ADCS' } },
    ]);
  });

  it('are replaced as a whole: a list may retire all and add others', () => {
    const events = outcome([...wanted(() => ({ retired: true })), { name: 'Thermal' }]);
    expect(typeof events === 'string' ? events : events.map(({ type }) => type)).toEqual([
      ...['CategoryAdded', ...CATEGORIES.map(() => 'CategoryRetired')],
    ]);
  });

  it('do not change while the tracker is archived', () => {
    const archived: TrackerEvent = { type: 'TrackerArchived', data: {} };
    expect(outcome([...wanted(), { name: 'Thermal' }], [archived])).toBe('CONFLICT');
    expect(outcome(wanted(), [archived])).toEqual([]);
  });

  it('do not exist before their tracker', () => {
    expect(() => changeTracker(NO_TRACKER, { categories: wanted() })).toThrow('not found');
    expect(evolveTracker(NO_TRACKER, ADDED, { version: 1 })).toBe(NO_TRACKER);
    givenTracker([]).when({ type: 'AddCategory', name: 'Thermal' }).then('NOT_FOUND');
  });
});

describe('a list is refused', () => {
  const many = Array.from({ length: 25 }, (_, index) => ({ name: `More ${index}` }));

  it.each([
    ['without a list', 'ADCS', 'expected a list of categories, found "ADCS"'],
    ['with a name alone', ['ADCS'], 'category 1: expected an object with a name, found "ADCS"'],
    ['without a name', [{ key: 'ADCS' }], 'category 1: name: expected text of 1 to 50 characters'],
    ['with a long name', [{ name: 'x'.repeat(51) }], 'expected 1 to 50 characters, found 51'],
    ['with a bad flag', [{ name: 'x', retired: 1 }], 'retired: expected true or false, found 1'],
    ['with another member', [{ name: 'x', id: 1 }], 'expected key, name and retired, found "id"'],
    ['that is empty', [], 'expected 1 to 30 categories that are not retired, found 0'],
    [
      'that retires everything',
      wanted(() => ({ retired: true })),
      'expected 1 to 30 categories that are not retired, found 0',
    ],
    ['with too many', [...wanted(), ...many], 'that are not retired, found 31'],
    [
      'with too many retired ones',
      Array.from({ length: 101 }, (_, index) => ({ name: `Old ${index}`, retired: true })),
      'expected at most 100 categories with the retired ones, found 101',
    ],
    [
      'with an unknown key',
      [...wanted(), { key: 'Optics', name: 'Optics' }],
      'expected the key of a category of the tracker, or none for a new one; found "Optics"',
    ],
    ['with a key twice', [...wanted(), ...wanted()], 'expected each category once'],
    ['that leaves one out', wanted().slice(1), 'found none with the key "Programmatic"'],
    [
      'with a name twice, whatever its case',
      [...wanted(), { name: ' adcs ' }],
      'expected each name once, found " adcs " twice',
    ],
  ])('%s', (_, list, message) => {
    expect(outcome(list)).toContain(message);
  });

  it('with a new category that has the first name of another', () => {
    const list = [
      ...wanted(({ key }) => (key === 'ADCS' ? { name: 'GNC' } : {})),
      { name: 'ADCS' },
    ];
    expect(outcome(list, [RENAMED])).toContain('which another category had first');
  });
});

describe('an event about categories', () => {
  const reinstated: CategoryEvent = { type: 'CategoryReinstated', data: { key: 'ConOps' } };
  const reordered: CategoryEvent = {
    type: 'CategoriesReordered',
    data: { from: CATEGORIES, to: CATEGORIES.toReversed() },
  };

  it.each([
    [[], ADDED],
    [[], RENAMED],
    [[], RETIRED],
    [[RETIRED], reinstated],
    [[], reordered],
  ])('is decided again from its command, without a flaw: %#', (before, event) => {
    const state = trackerAfter([OPENED, ...before]);
    const context = { today: '', nextNumber: 1, isUser: () => true };
    expect(TRACKER.decide(state, TRACKER.commandOf(event), context)).toEqual([event]);
    expect(TRACKER.flawOf(state, event)).toBeUndefined();
  });

  it.each([
    [[ADDED], ADDED, 'a category is added once'],
    [[], { type: 'CategoryRetired', data: { key: 'Optics' } }, 'a category is added before'],
    [[RETIRED], RETIRED, 'a category is retired while it is offered'],
    [[], reinstated, 'a category is retired while it is offered'],
    [[RENAMED], RENAMED, 'from "GNC", which it was'],
    [[ADDED], reordered, 'which it was'],
    [
      [],
      { type: 'CategoriesReordered', data: { from: CATEGORIES, to: ['ADCS'] } },
      'the same categories in another order',
    ],
  ] as const)('says what it should have been: %#', (before, event, flaw) => {
    expect(TRACKER.flawOf(trackerAfter([OPENED, ...before]), event)).toContain(flaw);
  });

  it('is not caused by a command that changes nothing, or is about nothing', () => {
    const given = givenTracker([OPENED, RETIRED]);
    given.when({ type: 'RetireCategory', key: 'ConOps' }).then([]);
    given.when({ type: 'ReinstateCategory', key: 'ADCS' }).then([]);
    given.when({ type: 'RenameCategory', key: 'ADCS', name: 'ADCS' }).then([]);
    given.when({ type: 'ReorderCategories', keys: CATEGORIES }).then([]);
    given.when({ type: 'AddCategory', name: 'ADCS' }).then('CONFLICT');
    given.when({ type: 'RetireCategory', key: 'Optics' }).then('NOT_FOUND');
    given.when({ type: 'ReorderCategories', keys: ['ADCS'] }).then('VALIDATION_ERROR');
  });
});

describe('the category of an item', () => {
  const categories = categoriesAfter([ADDED, RENAMED, RETIRED]);
  const fields = { title: 'Sign', dueDate: null, ownerId: 3, priority: 'High' } as const;
  const create = { type: 'CreateItem', ...fields } as const;
  const created = (category: string): ItemEvent => ({
    type: 'ItemCreated',
    data: { number: 7, ...fields, category, createDate: '2026-03-01' },
  });
  const change = (category: string) => ({ type: 'ChangeItem', changes: { category } }) as const;

  it('is given by its name and kept by its key', () => {
    givenItem([])
      .when({ ...create, category: 'GNC' }, { categories })
      .then([created('ADCS')]);
    givenItem([created('ADCS')])
      .when(change('Thermal'), { categories })
      .then([{ type: 'ItemRecategorised', data: { from: 'ADCS', to: 'Thermal' } }]);
    givenItem([created('ADCS')])
      .when(change('GNC'), { categories })
      .then([]);
  });

  it('is one of those on offer', () => {
    const offered = 'Programmatic, SW / Ops, Mechanical, GNC, Systems, Thermal';
    for (const category of ['ADCS', 'ConOps', 'gnc']) {
      givenItem([])
        .when({ ...create, category }, { categories })
        .then([{ field: 'category', message: `expected one of ${offered}; found "${category}"` }]);
    }
  });

  it('stays if it was retired, and does not come back', () => {
    givenItem([created('ConOps')])
      .when(change('ConOps'), { categories })
      .then([]);
    const left = { type: 'ItemRecategorised', data: { from: 'ConOps', to: 'ADCS' } } as const;
    givenItem([created('ConOps'), left])
      .when(change('ConOps'), { categories })
      .then('VALIDATION_ERROR');
  });

  it('is given by its key when a ledger is read again', () => {
    const event = { type: 'ItemRecategorised', data: { from: 'ADCS', to: 'Optics' } } as const;
    const context = { today: '', nextNumber: 1, isUser: () => true, rules: 'stored' } as const;
    const item = itemAfter([created('ADCS')]);
    expect(ITEM.decide(item, ITEM.commandOf(event), context)).toEqual([event]);
  });
});
