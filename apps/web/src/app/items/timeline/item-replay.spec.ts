import fc from 'fast-check';
import type { ListedItem } from '@action-tracker/contracts';
import { anItem } from '../../testing/answers';
import { ItemReplay, type ItemVersion } from './item-replay';

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T12:00:00.000Z`;
const ms = (number: number) => Date.parse(day(number));
const byTime = ({ at }: ItemVersion) => Date.parse(at);

const FIRST = anItem({ id: 'AD-001', number: 1, title: 'Contract', status: 'New' });
const SECOND = anItem({ id: 'AD-002', number: 2, title: 'Hinge' });
const VERSIONS: readonly ItemVersion[] = [
  { ...FIRST, at: day(1), position: 2 },
  { id: 'AD-001', at: day(5), position: 9, title: 'Signed contract', version: 2 },
  { id: 'AD-001', at: day(8), position: 10, status: 'Complete', version: 3 },
  { ...SECOND, at: day(3), position: 12 },
];

const titles = (items: readonly ListedItem[]) => items.map(({ title, status }) => [title, status]);

describe('the items of a tracker at a moment', () => {
  it('are those that existed by then, as they were', () => {
    const replay = new ItemReplay(VERSIONS, byTime);
    expect(replay.upTo(ms(1) - 1)).toEqual([]);
    expect(titles(replay.upTo(ms(4)))).toEqual([
      ['Contract', 'New'],
      ['Hinge', 'In Progress'],
    ]);
    expect(titles(replay.upTo(ms(30)))[0]).toEqual(['Signed contract', 'Complete']);
  });

  it('are without those that were withdrawn by then, until they were reinstated', () => {
    const withdrawn = { at: day(5), by_id: 1, reason: null };
    const replay = new ItemReplay(
      [
        { ...FIRST, at: day(1), position: 2 },
        { id: 'AD-001', at: day(5), position: 9, withdrawn, version: 2 },
        { id: 'AD-001', at: day(8), position: 10, withdrawn: null, version: 3 },
      ],
      byTime,
    );
    expect([4, 6, 9, 6].map((number) => replay.upTo(ms(number)).length)).toEqual([1, 0, 1, 0]);
  });

  it('are the same going back as they were going forward', () => {
    const replay = new ItemReplay(VERSIONS, byTime);
    const forward = [1, 3, 5, 8].map((number) => titles(replay.upTo(ms(number))));
    const back = [8, 5, 3, 1].map((number) => titles(replay.upTo(ms(number))));
    expect(back.toReversed()).toEqual(forward);
  });

  it('are the same list while nothing happens', () => {
    const replay = new ItemReplay(VERSIONS, byTime);
    expect(replay.upTo(ms(6))).toBe(replay.upTo(ms(7)));
  });

  it('can be had by position in the ledger, where imports come late', () => {
    const replay = new ItemReplay(VERSIONS, ({ position }) => position);
    expect(titles(replay.upTo(10))).toEqual([['Signed contract', 'Complete']]);
  });

  it('equal a fold of all versions up to then, whatever the order of the moments', () => {
    const history = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.string()), {
        minLength: 1,
        maxLength: 5,
      }),
      { maxLength: 8 },
    );
    const moments = fc.array(fc.integer({ min: 0, max: 29 }), { maxLength: 12 });
    fc.assert(
      fc.property(history, moments, (items, days) => {
        const versions = versionsOf(items);
        const replay = new ItemReplay(versions, byTime);
        for (const number of days) {
          expect(replay.upTo(ms(number))).toEqual(folded(versions, ms(number)));
        }
      }),
    );
  });
});

/** Each item with its changes of title, in order of time. */
function versionsOf(items: readonly (readonly (readonly [number, string])[])[]) {
  return items.flatMap((changes, index): readonly ItemVersion[] =>
    changes
      .toSorted(([a], [b]) => a - b)
      .map(([number, title], version) => {
        const id = `AD-${String(index + 1).padStart(3, '0')}`;
        const whole = version === 0 ? anItem({ number: index + 1 }) : {};
        return { ...whole, id, title, at: day(number), position: index * 10 + version };
      }),
  );
}

function folded(versions: readonly ItemVersion[], atMs: number): readonly unknown[] {
  const byId = new Map<string, object>();
  for (const version of versions) {
    const { at, position: _, ...changed } = version;
    if (Date.parse(at) <= atMs) byId.set(version.id, { ...byId.get(version.id), ...changed });
  }
  return [...byId.values()];
}
