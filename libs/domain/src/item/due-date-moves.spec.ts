import fc from 'fast-check';
import { itemAfter } from '../testing/given';
import { daysSlipped } from './due-date-moves';
import type { PlainDate } from '../plain-date';
import type { ItemCreated, ItemEvent } from './item-events';

type DueDate = PlainDate | null;

const createdWith = (dueDate: DueDate): ItemCreated => ({
  type: 'ItemCreated',
  data: {
    ...{ number: 7, title: 'Calibrate', createDate: '2026-01-15', dueDate },
    ...{ category: 'ADCS', ownerId: 3, priority: 'High' },
  },
});

/** An item that had these due dates, one after the other. */
function itemWith([first = null, ...later]: readonly DueDate[]) {
  let from = first;
  const moves = later.map((to): ItemEvent => {
    const data = { from, to, reason: null };
    from = to;
    return { type: 'ItemDueDateMoved', data };
  });
  const item = itemAfter([createdWith(first), ...moves]);
  if (!item.exists) throw new Error('Expected an item');
  const { firstDueDate, dueDateMoves: moved, dueDateSlips: slipped } = item;
  return { firstDueDate, moved, slipped, days: daysSlipped(item) };
}

describe('the due dates of an item', () => {
  it.each<[readonly DueDate[], ReturnType<typeof itemWith>]>([
    [[null], { firstDueDate: null, moved: 0, slipped: 0, days: null }],
    [['2026-03-01'], { firstDueDate: '2026-03-01', moved: 0, slipped: 0, days: 0 }],
    [[null, '2026-03-01'], { firstDueDate: '2026-03-01', moved: 0, slipped: 0, days: 0 }],
    [['2026-03-01', null], { firstDueDate: '2026-03-01', moved: 0, slipped: 0, days: null }],
    [
      ['2026-03-01', null, '2026-03-31'],
      { firstDueDate: '2026-03-01', moved: 0, slipped: 0, days: 30 },
    ],
    [['2026-03-01', '2026-02-22'], { firstDueDate: '2026-03-01', moved: 1, slipped: 0, days: -7 }],
    [
      ['2026-03-01', '2026-04-01', '2026-03-01'],
      { firstDueDate: '2026-03-01', moved: 2, slipped: 1, days: 0 },
    ],
    // Summer time begins in between; a day is a day.
    [['2026-03-28', '2026-03-30'], { firstDueDate: '2026-03-28', moved: 1, slipped: 1, days: 2 }],
    // A ledger of version 1 may hold such a year.
    [['0026-12-15', '0026-12-25'], { firstDueDate: '0026-12-15', moved: 1, slipped: 1, days: 10 }],
  ])('%j are summed up', (dates, expected) => {
    expect(itemWith(dates)).toEqual(expected);
  });

  it('are summed up as by a count of all pairs', () => {
    const date = fc
      .integer({ min: 0, max: 400 })
      .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
    const dates = fc.array(fc.option(date), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(dates, (given) => {
        const pairs = given.slice(1).map((to, index) => [given[index] ?? null, to] as const);
        const moves = pairs.filter(([from, to]) => from !== null && to !== null && from !== to);
        const dated = given.filter((one) => one !== null);
        const [first] = dated;
        const last = given.at(-1) ?? null;
        const days = (text: string) => new Date(`${text}T00:00:00Z`).getTime() / 86_400_000;
        expect(itemWith(given)).toEqual({
          firstDueDate: first ?? null,
          moved: moves.length,
          slipped: moves.filter(([from, to]) => String(to) > String(from)).length,
          days: first === undefined || last === null ? null : days(last) - days(first),
        });
      }),
    );
  });
});
