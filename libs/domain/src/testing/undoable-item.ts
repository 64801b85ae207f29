/** An item in memory, for tests of undo. */
import type { AnyEvent } from '../aggregate';
import { decideItem, NO_ITEM, type ItemCommand, type ItemState } from '../item/item';
import { ITEM } from '../item/item-aggregate';
import { planUndo, type UndoEntry, type UndoPlan } from '../undo';

export const CONTEXT = { today: '2026-02-02', nextNumber: 1, isUser: () => true };
export const AT = '2026-02-02T12:00:00.000Z';

/** A stream to which people write, and which can be undone by batch. */
export class UndoableItem {
  readonly entries: UndoEntry[] = [];
  state: ItemState = NO_ITEM;
  private undos = 0;

  constructor() {
    this.write('creation', 1, {
      ...{ type: 'CreateItem', title: 'Sign', dueDate: null, category: 'Systems' },
      ...{ ownerId: 1, priority: 'Low' },
    });
  }

  write(batch: string, actorId: number, command: ItemCommand): void {
    this.append(decideItem(this.state, command, CONTEXT), { batch, actorId, undoes: null });
  }

  plan(batch: string): UndoPlan {
    return planUndo(ITEM, this.entries, (entry) => entry.batch === batch, CONTEXT);
  }

  /** The id of the undo. */
  undo(batch: string, actorId = 9): string {
    const undo = `undo ${++this.undos} of ${batch}`;
    this.append(this.plan(batch).events, { batch: undo, actorId, undoes: batch });
    return undo;
  }

  private append(
    events: readonly AnyEvent[],
    about: Pick<UndoEntry, 'batch' | 'actorId' | 'undoes'>,
  ): void {
    for (const event of events) {
      const version = this.entries.length + 1;
      this.entries.push({ ...about, version, event, commandId: about.batch, at: AT });
      // Only decisions of items are appended.
      this.state = ITEM.evolve(this.state, event as never, { actorId: about.actorId, version });
    }
  }
}

export function existing({ state }: UndoableItem): Extract<ItemState, { exists: true }> {
  if (!state.exists) throw new Error('Expected an item');
  return state;
}
