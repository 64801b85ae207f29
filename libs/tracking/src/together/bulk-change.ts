/** What a bulk change does to each item. */
import {
  decideItem,
  evolveItem,
  NO_ITEM,
  type DecisionContext,
  type ItemChanges,
  type ItemCommand,
  type ItemState,
  type Status,
} from '@action-tracker/domain';
import type { NewEvent } from '@action-tracker/event-store';
import { toNewEvent } from '../ledger/origin';

export interface BulkChange {
  readonly changes?: ItemChanges;
  readonly status?: Status;
  /** Of the status, and the reason of a withdrawal. */
  readonly comment?: string | null;
  readonly note?: string;
  readonly withdraw?: boolean;
}

/** The commands of a bulk change, in the order in which an item gets them. */
export function commandsOf(change: BulkChange): readonly ItemCommand[] {
  const { changes, status, comment = null, note, withdraw = false } = change;
  return [
    ...(changes ? [{ type: 'ChangeItem', changes } as const] : []),
    ...(status ? [{ type: 'ChangeStatus', status, comment } as const] : []),
    ...(note === undefined ? [] : [{ type: 'AddNote', content: note } as const]),
    ...(withdraw ? [{ type: 'WithdrawItem', reason: comment } as const] : []),
  ];
}

/**
 * Decides all commands on one item; each sees what those before it did. A status that the item
 * already has is not recorded again unless there is a comment to it.
 *
 * @throws DomainError as `decideItem`
 */
export function decideChange(
  item: { readonly state: ItemState; readonly version: number },
  change: BulkChange,
  context: DecisionContext,
): readonly NewEvent[] {
  let { state, version } = item;
  return commandsOf(change).flatMap((command) => {
    if (isSameStatus(state, command)) return [];
    const events = decideItem(state, command, context);
    for (const event of events) {
      state = evolveItem(state, event, { actorId: 0, version: ++version });
    }
    return events.map(toNewEvent);
  });
}

const isSameStatus = (state: ItemState, command: ItemCommand): boolean =>
  command.type === 'ChangeStatus' &&
  state.exists &&
  state.status === command.status &&
  command.comment === null;

const SAMPLE: ItemState = evolveItem(
  NO_ITEM,
  {
    type: 'ItemCreated',
    data: {
      ...{ number: 1, title: 'Sample', createDate: '2026-01-01', dueDate: null },
      ...{ category: 'Systems', ownerId: 1, priority: 'Medium' },
    },
  },
  { actorId: 1, version: 1 },
);

/**
 * Refuses values that no item accepts, so that the request fails once and not for every item.
 *
 * @throws DomainError VALIDATION_ERROR
 */
export function requireAcceptable(change: BulkChange, context: DecisionContext): void {
  decideChange({ state: SAMPLE, version: 1 }, change, context);
}
