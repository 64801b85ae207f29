/** Who may undo what: one's own acts where one could do them, those of others as an editor. */
import { mayInTracker, REGISTRY, TRACKER } from '@action-tracker/domain';
import type { BatchStream, EntrySet } from '@action-tracker/event-store';
import { Injectable } from '@nestjs/common';
import { requireInTracker } from '../access/permissions';
import { Ledgers } from '../ledger/ledgers';
import type { Rights } from '../ledger/rights';

interface Undoing {
  readonly rights: Rights;
  readonly userId: number;
  readonly set: EntrySet;
}

@Injectable()
export class UndoPermissions {
  constructor(private readonly ledgers: Ledgers) {}

  /** @throws DomainError FORBIDDEN */
  async require(undoing: Undoing, streams: readonly BatchStream[]): Promise<void> {
    const { rights } = undoing;
    for (const { ledgerId, stream } of streams) {
      const isTracker = REGISTRY.ofStream(stream).name === TRACKER.name;
      if (isTracker) requireInTracker(rights, ledgerId, 'change_tracker');
    }
    for (const ledgerId of new Set(streams.map((one) => one.ledgerId))) {
      const role = rights.roleIn(ledgerId);
      if (mayInTracker(role, 'undo_others')) {
        requireInTracker(rights, ledgerId, 'undo_others');
        continue;
      }
      if (mayInTracker(role, 'undo_own') && (await this.isOwn(undoing, ledgerId))) continue;
      requireInTracker(rights, ledgerId, 'undo_others');
    }
  }

  /** Whether a contributor has done all of it, and could still do it. */
  private async isOwn({ userId, set }: Undoing, ledgerId: number): Promise<boolean> {
    const { rows } = await this.ledgers.pool.query<{ readonly isOwn: boolean | null }>({
      name: 'is_own_act',
      text: `SELECT bool_and(e.actor_id = $2 AND (e.type = 'ItemCreated' OR e.type LIKE 'Note%'
               OR EXISTS (SELECT FROM action_items i WHERE i.tracker_id = e.ledger_id
                 AND i.id = e.stream AND i.owner_id = $2))) AS "isOwn"
             FROM events e WHERE (e.command_id = $1 OR e.batch = $1) AND e.ledger_id = $3`,
      values: ['batch' in set ? set.batch : set.commandId, userId, ledgerId],
    });
    return rows[0]?.isOwn === true;
  }
}
