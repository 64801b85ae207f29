/**
 * Items whose creation was undone, such as those of a wrong import. By what had happened, they never
 * were; by what had been recorded, they were there until the undo.
 */
import type { Axis } from '@action-tracker/domain';

/**
 * SQL condition on rows of `item_versions`. The last entry of a withdrawn item is its withdrawal.
 *
 * @param trackerIds the trackers that the statement reads; all if `null`
 * @param upTo SQL of the position up to which undos count; all if unset
 */
export function existedBy(axis: Axis, trackerIds: readonly number[] | null, upTo?: string): string {
  if (axis === 'recorded') return 'true';
  const within = trackerIds ? `AND a.tracker_id = ANY ('{${trackerIds.join(',')}}')` : '';
  const before = upTo === undefined ? '' : `AND e.position <= ${upTo}`;
  return `(tracker_id, number) NOT IN (
    SELECT a.tracker_id, a.number FROM action_items a
    JOIN events e ON e.ledger_id = a.tracker_id AND e.stream = a.id AND e.version = a.version
    WHERE a.withdrawn_at IS NOT NULL AND e.undoes IS NOT NULL ${within} ${before})`;
}
