/** What people save under a name: views of lists, reports, and dashboards put together from reports. */
import { NAMED_FIELDS } from '@action-tracker/domain';
import type { Timestamp } from './wire';

export const SAVED_NAME_MAX_CHARS = 100;
export const SAVED_QUERY_MAX_CHARS = 4_000;
export const DASHBOARD_MAX_REPORTS = 24;

/** What all of them have. */
export interface SavedPage {
  readonly id: number;
  readonly name: string;
  readonly owner_id: number;
  /** Whether it belongs to who asks, who then may change and delete it. */
  readonly is_own: boolean;
  /** Whether it is for everybody who sees all trackers that it names. */
  readonly is_shared: boolean;
  readonly version: number;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

/** A list of items with its filters, columns and order. */
export interface SavedView extends SavedPage {
  /** The tracker of the list; `null` for the list of all items. */
  readonly tracker_id: number | null;
  /** The query of the address of the list. */
  readonly query: string;
  /** Whether the list opens with it: a shared one for everybody, one's own before a shared one. */
  readonly is_default: boolean;
}

export interface SavedReport extends SavedPage {
  /** The query of the address of the report. */
  readonly query: string;
}

export interface SavedDashboard extends SavedPage {
  /** In their order; without those that who asks does not see. */
  readonly reports: readonly SavedReport[];
}

export interface SaveViewRequest {
  readonly name: string;
  readonly query: string;
  readonly tracker_id?: number | null;
  readonly is_shared?: boolean;
  readonly is_default?: boolean;
}
export type ChangeViewRequest = Partial<Omit<SaveViewRequest, 'tracker_id'>>;

export interface SaveReportRequest {
  readonly name: string;
  readonly query: string;
  readonly is_shared?: boolean;
}
export type ChangeReportRequest = Partial<SaveReportRequest>;

export interface SaveDashboardRequest {
  readonly name: string;
  readonly report_ids: readonly number[];
  readonly is_shared?: boolean;
}
export type ChangeDashboardRequest = Partial<SaveDashboardRequest>;

/** What a list can be grouped by. */
export const LIST_GROUPS = ['owner_id', 'status', 'category', 'due', 'tracker_id'] as const;

/** The columns of a list, by which it can also be sorted. */
export const listColumns = (): readonly string[] => [
  ...['id', 'tracker_id', 'status', 'latest_note', 'updated_at'],
  ...['first_due_date', 'due_date_moves', 'days_slipped'],
  ...NAMED_FIELDS.map(({ wire }) => wire),
];

/** How a report is drawn: over time, or by the groups of a moment or period. */
export const REPORT_CHARTS = ['line', 'area', 'bar', 'table', 'number'] as const;
export type ReportChart = (typeof REPORT_CHARTS)[number];

/** Days that a report over time reaches back. */
export const REPORT_RANGES = ['30', '90', '365', '3650'] as const;
export type ReportRange = (typeof REPORT_RANGES)[number];
