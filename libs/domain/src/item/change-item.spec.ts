import { givenItem } from '../testing';
import type { ItemCommand } from './item';
import type { ItemChanges } from './item-fields';
import type { ItemEvent } from './item-events';

const CREATED: ItemEvent = {
  type: 'ItemCreated',
  data: {
    ...{ number: 7, title: 'Calibrate', createDate: '2026-03-01', dueDate: '2026-04-01' },
    ...{ category: 'ADCS', ownerId: 3, priority: 'High' },
  },
};
const change = (changes: ItemChanges): ItemCommand => ({ type: 'ChangeItem', changes });

describe('the reason for a new due date', () => {
  it('is recorded with it, and an empty one is none', () => {
    const moved = (reason: string | null) => [
      { type: 'ItemDueDateMoved', data: { from: '2026-04-01', to: '2026-05-01', reason } } as const,
    ];
    const move = (dueDateReason: string | null) =>
      givenItem([CREATED]).when(change({ dueDate: '2026-05-01', dueDateReason }));
    move(' Vendor is late\n').then(moved('Vendor is late'));
    move('  ').then(moved(null));
    move(null).then(moved(null));
    move('x'.repeat(501)).then([
      { field: 'due_date_reason', message: 'expected 0 to 500 characters, found 501' },
    ]);
    givenItem([CREATED])
      .when(change({ dueDate: '2026-04-01', dueDateReason: 'it did not move' }))
      .then([]);
  });

  it.each([{ dueDateReason: 'late' }, { title: 'New', dueDateReason: null }])(
    'is refused without one: %j',
    (changes) => {
      const message = 'expected together with due_date, found alone';
      givenItem([CREATED])
        .when(change(changes))
        .then([{ field: 'due_date_reason', message }]);
    },
  );
});
