import type { ItemEventEntry, Timestamp } from '@action-tracker/contracts';

type Value = string | number | null;

/** A field that two people changed to different values. */
export interface Collision {
  /** Wire name. */
  readonly field: string;
  readonly mine: Value;
  readonly theirs: Value;
  /** Who made the other change. */
  readonly actorId: number;
  readonly occurredAt: Timestamp;
}

/**
 * The fields in which a change conflicts with later entries; empty when it can simply be sent
 * again.
 *
 * @param change The new values by wire name.
 * @param events The item's ledger entries since the change was started, oldest first.
 */
export function collisionsOf(
  change: Readonly<Record<string, Value | undefined>>,
  events: readonly ItemEventEntry[],
): readonly Collision[] {
  return Object.entries(change).flatMap(([field, mine = null]) => {
    const event = events.findLast(({ to }) => field in to);
    const theirs = event?.to[field] ?? null;
    if (!event || theirs === mine) return [];
    return [{ field, mine, theirs, actorId: event.actor_id, occurredAt: event.occurred_at }];
  });
}
