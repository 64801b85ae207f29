import { dueFilterOf } from './item-filter';

const TODAY = '2026-03-01';

describe('when an open item is due', () => {
  it.each([
    ['2026-02-28', 'overdue'],
    ['2026-03-01', 'week'],
    ['2026-03-08', 'week'],
    ['2026-03-09', undefined],
    [null, 'tbd'],
  ])('%s is %s on 2026-03-01', (dueDate, expected) => {
    expect(dueFilterOf({ dueDate, status: 'Blocked' }, TODAY)).toBe(expected);
  });

  it('is nothing of a complete item, and without a day only known for those without a date', () => {
    expect(dueFilterOf({ dueDate: '2026-02-28', status: 'Complete' }, TODAY)).toBeUndefined();
    expect(dueFilterOf({ dueDate: '2026-02-28', status: 'New' }, undefined)).toBeUndefined();
    expect(dueFilterOf({ dueDate: null, status: 'New' }, undefined)).toBe('tbd');
  });
});
