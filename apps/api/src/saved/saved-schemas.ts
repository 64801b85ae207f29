/** Saved views, reports and dashboards as schemas. */
import {
  DASHBOARD_MAX_REPORTS,
  type SavedDashboard,
  type SavedPage,
  type SavedReport,
  type SavedView,
} from '@action-tracker/contracts';
import { list, named, nullable, object, text, type Schema } from '../openapi/schema';
import { ID, TIMESTAMP } from '../openapi/scalar-schemas';

const FLAG: Schema<boolean> = { json: { type: 'boolean' } };

const PAGE = {
  ...{ id: ID, name: text(), owner_id: ID, is_own: FLAG, is_shared: FLAG, version: ID },
  ...{ created_at: TIMESTAMP, updated_at: TIMESTAMP },
};
const PAGE_EXAMPLE: SavedPage = {
  ...{ id: 4, name: 'Overdue by owner', owner_id: 7, is_own: true, is_shared: true, version: 2 },
  ...{ created_at: '2026-02-02T10:00:00.000Z', updated_at: '2026-02-03T10:00:00.000Z' },
};
const REPORT_EXAMPLE: SavedReport = {
  ...{ ...PAGE_EXAMPLE, query: 'measure=overdue&by=owner&chart=bar' },
};

export const SAVED_VIEW = named(
  'SavedView',
  object<SavedView>({ ...PAGE, tracker_id: nullable(ID), query: text(), is_default: FLAG }),
  {
    ...{ ...PAGE_EXAMPLE, name: 'Blocked', tracker_id: 1, is_default: false },
    query: 'status=Blocked&sort=due_date',
  },
);

export const SAVED_REPORT = named(
  'SavedReport',
  object<SavedReport>({ ...PAGE, query: text() }),
  REPORT_EXAMPLE,
);

const REPORTS: Schema<readonly SavedReport[]> = {
  json: { ...list(SAVED_REPORT).json, maxItems: DASHBOARD_MAX_REPORTS },
};
export const SAVED_DASHBOARD = named(
  'SavedDashboard',
  object<SavedDashboard>({ ...PAGE, reports: REPORTS }),
  { ...PAGE_EXAMPLE, id: 5, name: 'Monday', reports: [REPORT_EXAMPLE] },
);
