/** The bodies about saved views, reports and dashboards. */
import {
  DASHBOARD_MAX_REPORTS,
  SAVED_NAME_MAX_CHARS,
  SAVED_QUERY_MAX_CHARS,
  type ChangeDashboardRequest,
  type ChangeReportRequest,
  type ChangeViewRequest,
  type SaveDashboardRequest,
  type SaveReportRequest,
  type SaveViewRequest,
} from '@action-tracker/contracts';
import { shown, text, type Rule } from '@action-tracker/domain';
import { Optional, Required } from '../http/request-body.pipe';

const ID_MAX = 2 ** 31 - 1;
const ID_SCHEMA = { type: 'integer', minimum: 1, maximum: ID_MAX } as const;

const isId = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= ID_MAX;

const NAME_RULE = text({ min: 1, max: SAVED_NAME_MAX_CHARS, isMultiline: false, isName: true });
const QUERY_RULE = text({ min: 0, max: SAVED_QUERY_MAX_CHARS, isMultiline: false });

const FLAG_RULE: Rule<boolean> = {
  problem: (value) =>
    typeof value === 'boolean' ? undefined : `expected true or false, found ${shown(value)}`,
  clean: (value) => value,
  schema: { type: 'boolean' },
};

const TRACKER_RULE: Rule<number | null> = {
  problem: (value) =>
    value === null || isId(value)
      ? undefined
      : `expected the id of a tracker or null, found ${shown(value)}`,
  clean: (value) => value,
  schema: { anyOf: [ID_SCHEMA, { type: 'null' }] },
};

const REPORTS_RULE: Rule<readonly number[]> = {
  problem(value) {
    if (!Array.isArray(value) || value.length > DASHBOARD_MAX_REPORTS) {
      return `expected up to ${DASHBOARD_MAX_REPORTS} ids of saved reports, found ${shown(value)}`;
    }
    const wrong: unknown = value.find((one) => !isId(one));
    if (wrong !== undefined) return `expected ids of saved reports, found ${shown(wrong)}`;
    return new Set(value).size === value.length
      ? undefined
      : 'expected each report once, found one several times';
  },
  clean: (value) => value,
  schema: {
    ...{ type: 'array', items: ID_SCHEMA, maxItems: DASHBOARD_MAX_REPORTS, uniqueItems: true },
  },
};

export class SaveViewBody implements SaveViewRequest {
  @Required(NAME_RULE) readonly name!: string;
  @Required(QUERY_RULE) readonly query!: string;
  @Optional(TRACKER_RULE) readonly tracker_id?: number | null;
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
  @Optional(FLAG_RULE) readonly is_default?: boolean;
}

export class ChangeViewBody implements ChangeViewRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(QUERY_RULE) readonly query?: string;
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
  @Optional(FLAG_RULE) readonly is_default?: boolean;
}

export class SaveReportBody implements SaveReportRequest {
  @Required(NAME_RULE) readonly name!: string;
  @Required(QUERY_RULE) readonly query!: string;
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
}

export class ChangeReportBody implements ChangeReportRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(QUERY_RULE) readonly query?: string;
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
}

export class SaveDashboardBody implements SaveDashboardRequest {
  @Required(NAME_RULE) readonly name!: string;
  @Required(REPORTS_RULE) readonly report_ids!: readonly number[];
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
}

export class ChangeDashboardBody implements ChangeDashboardRequest {
  @Optional(NAME_RULE) readonly name?: string;
  @Optional(REPORTS_RULE) readonly report_ids?: readonly number[];
  @Optional(FLAG_RULE) readonly is_shared?: boolean;
}
