/** The rows of saved pages, and who sees which. */
import type {
  SavedDashboard,
  SavedPage,
  SavedReport,
  SavedView,
  Timestamp,
} from '@action-tracker/contracts';
import type { ClientBase, Pool } from 'pg';
import type { CategoryNames } from '../ledger/tracker-categories';
import { namedQuery } from './saved-categories';

export type SavedKind = 'view' | 'report' | 'dashboard';

/** What a person saves. */
export interface SavedContent {
  readonly name: string;
  readonly isShared: boolean;
  /** The list of a view; `null` for all items. */
  readonly trackerId: number | null;
  readonly isDefault: boolean;
  readonly query: string;
  /** Of a dashboard, in order. */
  readonly reportIds: readonly number[];
  /** Only who sees all of these finds it. */
  readonly namedTrackerIds: readonly number[];
}

export interface SavedRow extends SavedContent {
  readonly id: number;
  readonly ownerId: number;
  readonly version: number;
  readonly createdAt: Timestamp;
  readonly updatedAt: Timestamp;
}

/** Who asks. */
export interface Asker {
  /** Their id, and those of accounts that were merged into theirs. */
  readonly userIds: readonly number[];
  /** The trackers that they see; `null` for all. */
  readonly trackerIds: readonly number[] | null;
  /** The categories of these trackers. */
  readonly categories: CategoryNames;
}

const COLUMNS = `p.id, p.name, p.owner_id AS "ownerId", p.is_shared AS "isShared",
  p.tracker_id AS "trackerId", p.is_default AS "isDefault", p.query, p.report_ids AS "reportIds",
  p.named_tracker_ids AS "namedTrackerIds", p.version, p.created_at AS "createdAt",
  p.updated_at AS "updatedAt"`;

/**
 * One's own and shared ones, unless they name a tracker that the asker does not see. A dashboard of
 * somebody else names those of its reports; of one's own the reports are left out.
 */
const IS_VISIBLE = `(p.owner_id = ANY ($1::int[]) OR p.is_shared)
  AND ($2::int[] IS NULL OR p.named_tracker_ids <@ $2::int[]
    AND (p.tracker_id IS NULL OR p.tracker_id = ANY ($2::int[])))
  AND (p.owner_id = ANY ($1::int[]) OR NOT EXISTS (
    SELECT FROM saved_pages r
    WHERE r.id = ANY (p.report_ids) AND $2::int[] IS NOT NULL AND NOT r.named_tracker_ids <@ $2::int[]))`;

type Reader = Pick<Pool | ClientBase, 'query'>;
interface Asked {
  readonly kind: SavedKind;
  /** Only these; all if unset. */
  readonly ids?: readonly number[];
}

/** What the asker sees, by name. */
export async function findSaved(
  reader: Reader,
  { userIds, trackerIds }: Asker,
  { kind, ids }: Asked,
): Promise<readonly SavedRow[]> {
  const { rows } = await reader.query<SavedRow>(
    `SELECT ${COLUMNS} FROM saved_pages p
     WHERE p.kind = $3 AND ($4::int[] IS NULL OR p.id = ANY ($4)) AND ${IS_VISIBLE}
     ORDER BY lower(p.name), p.id LIMIT 1000`,
    [userIds, trackerIds, kind, ids ?? null],
  );
  return rows;
}

export async function insertSaved(
  client: ClientBase,
  kind: SavedKind,
  ownerId: number,
  content: SavedContent,
): Promise<SavedRow> {
  const { rows } = await client.query<SavedRow>(
    `INSERT INTO saved_pages AS p (name, is_shared, tracker_id, is_default, query, report_ids,
       named_tracker_ids, kind, owner_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
    [...valuesOf(content), kind, ownerId],
  );
  return onlyRow(rows);
}

export async function updateSaved(
  client: ClientBase,
  id: number,
  content: SavedContent,
): Promise<SavedRow> {
  const { rows } = await client.query<SavedRow>(
    `UPDATE saved_pages p SET name = $1, is_shared = $2, tracker_id = $3, is_default = $4,
       query = $5, report_ids = $6, named_tracker_ids = $7, version = version + 1, updated_at = now()
     WHERE id = $8 RETURNING ${COLUMNS}`,
    [...valuesOf(content), id],
  );
  return onlyRow(rows);
}

const valuesOf = (content: SavedContent): readonly unknown[] => [
  ...[content.name, content.isShared, content.trackerId, content.isDefault, content.query],
  ...[content.reportIds, content.namedTrackerIds],
];

function onlyRow(rows: readonly SavedRow[]): SavedRow {
  const [row] = rows;
  if (!row) throw new Error('Expected the saved row, found none');
  return row;
}

const pageOf = (row: SavedRow, { userIds }: Asker): SavedPage => ({
  ...{ id: row.id, name: row.name, owner_id: row.ownerId, is_shared: row.isShared },
  ...{ is_own: userIds.includes(row.ownerId), version: row.version },
  ...{ created_at: row.createdAt, updated_at: row.updatedAt },
});

export const viewOnWire = (row: SavedRow, asker: Asker): SavedView => ({
  ...pageOf(row, asker),
  ...{ tracker_id: row.trackerId, query: namedQuery(row, asker.categories) },
  is_default: row.isDefault,
});

export const reportOnWire = (row: SavedRow, asker: Asker): SavedReport => ({
  ...pageOf(row, asker),
  query: namedQuery(row, asker.categories),
});

/** @param reports those of the dashboard that the asker sees, and perhaps others */
export const dashboardOnWire = (
  row: SavedRow,
  asker: Asker,
  reports: readonly SavedRow[],
): SavedDashboard => ({
  ...pageOf(row, asker),
  reports: row.reportIds.flatMap((id) =>
    reports.filter((report) => report.id === id).map((report) => reportOnWire(report, asker)),
  ),
});
