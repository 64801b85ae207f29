/** Where the closed reviews of a tracker are pinned, read from the table of reviews. */
import type { Timeline } from '@action-tracker/contracts';
import type { Pool } from 'pg';

type ClosedReview = Timeline['reviews'][number];

/** The closed reviews of a tracker, oldest first. @param number only this one; all if `null` */
export async function closedReviews(
  pool: Pool,
  trackerId: number,
  number: number | null = null,
): Promise<readonly ClosedReview[]> {
  const { rows } = await pool.query<ClosedReview>({
    name: 'closed_reviews',
    text: `SELECT r.number, r.name, r.happened_at AS closed_at, r.position FROM reviews r
           WHERE r.tracker_id = $1 AND r.number = coalesce($2, r.number) AND r.state = 'closed'
           ORDER BY r.number`,
    values: [trackerId, number],
  });
  return rows;
}
