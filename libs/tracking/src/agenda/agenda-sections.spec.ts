import { AGENDA_SECTIONS } from '@action-tracker/contracts';
import { isOpen, STATUSES } from '@action-tracker/domain';
import fc from 'fast-check';
import { agendaSections, type ItemAtOpening, type Opening } from './agenda-sections';

const DAY = '2026-03-10';
/** The last review was closed at position 50. */
const LATER_REVIEW = { day: DAY, since: 50 };
const FIRST_REVIEW = { day: DAY, since: null };

const itemOf = (number: number, changed: Partial<ItemAtOpening> = {}): ItemAtOpening => ({
  number,
  status: 'In Progress',
  dueDate: '2026-06-01',
  position: number,
  occurredAt: `2026-02-01T12:00:${String(number % 60).padStart(2, '0')}.000Z`,
  statusBefore: 'In Progress',
  ...changed,
});

const filled = (
  items: readonly ItemAtOpening[],
  opening: Opening = LATER_REVIEW,
  later?: number[],
) =>
  Object.fromEntries(
    Object.entries(agendaSections(items, opening, later)).filter(([, numbers]) => numbers.length),
  );

describe('the agenda of a review', () => {
  it.each([
    ['overdue', { dueDate: '2026-03-09', status: 'Blocked' }],
    ['due', { dueDate: '2026-03-10', status: 'Blocked' }],
    ['due', { dueDate: '2026-03-17' }],
    ['blocked', { dueDate: '2026-03-18', status: 'Blocked', position: 60 }],
    ['blocked', { dueDate: null, status: 'Blocked' }],
    ['new', { statusBefore: null, position: 60, dueDate: null }],
    ['changed', { position: 51, dueDate: null }],
    ['changed', { statusBefore: 'Complete', position: 60 }],
    ['tbd', { position: 50, dueDate: null }],
    ['rest', { position: 50 }],
    ['completed', { status: 'Complete', position: 60, dueDate: '2026-03-09' }],
    ['completed', { status: 'Complete', statusBefore: null, position: 60 }],
  ] as const)('puts an item under %s: %j', (section, changed) => {
    expect(filled([itemOf(1, changed)])).toEqual({ [section]: [1] });
  });

  it('leaves out what was complete at the last review already', () => {
    const changed = { status: 'Complete', statusBefore: 'Complete', position: 60 } as const;
    expect(filled([itemOf(1, changed)])).toEqual({});
  });

  it('has neither new nor changed nor completed items without an earlier review', () => {
    const items = [
      itemOf(1, { statusBefore: null, position: 60 }),
      itemOf(2, { statusBefore: null, position: 61, dueDate: null }),
      itemOf(3, { statusBefore: null, status: 'Complete' }),
    ];
    expect(filled(items, FIRST_REVIEW)).toEqual({ rest: [1], tbd: [2] });
  });

  it('puts the most overdue first, and then the soonest due', () => {
    const items = ['2026-03-08', '2026-02-01', '2026-03-08', '2026-03-16', '2026-03-11'].map(
      (dueDate, index) => itemOf(5 - index, { dueDate }),
    );
    expect(filled(items)).toEqual({ overdue: [4, 3, 5], due: [1, 2] });
  });

  it('puts what was untouched longest first', () => {
    const at = (occurredAt: string) => ({ occurredAt });
    const items = [
      itemOf(1, at('2026-02-03T12:00:00.000Z')),
      itemOf(2, at('2026-02-01T12:00:00.000Z')),
      itemOf(4, at('2026-02-02T12:00:00.000Z')),
      itemOf(3, at('2026-02-02T12:00:00.000Z')),
    ];
    expect(filled(items)).toEqual({ rest: [2, 3, 4, 1] });
  });

  it('puts the latest change first', () => {
    const items = [51, 53, 52].map((position, index) => itemOf(index + 1, { position }));
    expect(filled(items)).toEqual({ changed: [2, 3, 1] });
  });

  it('takes what was created later for new, whether or not there is an earlier review', () => {
    expect(filled([], FIRST_REVIEW, [7, 8])).toEqual({ new: [7, 8] });
    expect(filled([itemOf(1, { statusBefore: null, position: 60 })], LATER_REVIEW, [7])).toEqual({
      new: [1, 7],
    });
  });

  it('has all sections in their order, empty ones too', () => {
    expect(Object.keys(agendaSections([], LATER_REVIEW))).toEqual(AGENDA_SECTIONS);
  });

  const item = fc
    .record({
      number: fc.integer({ min: 1, max: 10_000 }),
      status: fc.constantFrom(...STATUSES),
      dueDate: fc.constantFrom(null, '2026-03-01', '2026-03-10', '2026-03-17', '2026-05-01'),
      position: fc.integer({ min: 1, max: 100 }),
      statusBefore: fc.constantFrom(null, ...STATUSES),
    })
    .map(({ number, ...fields }) => itemOf(number, fields));

  it('holds every open item exactly once, in whatever order it reads them', () => {
    const items = fc.uniqueArray(item, { selector: ({ number }) => number });
    const since = fc.option(fc.integer({ min: 1, max: 100 }));
    const input = items.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), since),
    );
    fc.assert(
      fc.property(input, ([all, shuffled, position]) => {
        const opening = { day: DAY, since: position };
        const { completed, ...open } = agendaSections(all, opening);
        const expected = all.filter(({ status }) => isOpen(status)).map(({ number }) => number);
        expect(Object.values(open).flat().toSorted()).toEqual(expected.toSorted());
        expect(new Set(completed).size).toBe(completed.length);
        const isAmbiguous = new Set(all.map((one) => one.position)).size < all.length;
        const again = agendaSections(isAmbiguous ? all : shuffled, opening);
        expect(again).toEqual({ completed, ...open });
      }),
    );
  });
});
