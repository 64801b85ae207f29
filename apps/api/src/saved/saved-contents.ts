/** What the bodies about saved pages say, checked, in the form in which it is kept. */
import { DomainError } from '@action-tracker/domain';
import type { SavedContent } from '@action-tracker/tracking';
import type {
  ChangeDashboardBody,
  ChangeReportBody,
  ChangeViewBody,
  SaveDashboardBody,
  SaveReportBody,
  SaveViewBody,
} from './saved-bodies';
import { readReportQuery, readViewQuery } from './saved-queries';

const EMPTY: Omit<SavedContent, 'name'> = {
  ...{ isShared: false, isDefault: false, trackerId: null },
  ...{ query: '', reportIds: [], namedTrackerIds: [] },
};

type Changes = ChangeViewBody & ChangeReportBody & ChangeDashboardBody;

/** Only what is given; the names of a query are known once it has been read. */
function given(
  { name, query, is_shared, is_default, report_ids }: Partial<Changes>,
  read: (query: string) => readonly number[],
): Partial<SavedContent> {
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(query === undefined ? {} : { query: query.trim(), namedTrackerIds: read(query.trim()) }),
    ...(is_shared === undefined ? {} : { isShared: is_shared }),
    ...(is_default === undefined ? {} : { isDefault: is_default }),
    ...(report_ids === undefined ? {} : { reportIds: report_ids }),
  };
}

/** @throws DomainError VALIDATION_ERROR */
export const viewOf = ({ tracker_id = null, name, ...body }: SaveViewBody): SavedContent => ({
  ...{ ...EMPTY, name: name.trim(), trackerId: tracker_id },
  ...given(body, readViewQuery),
});

/** @throws DomainError VALIDATION_ERROR */
export const reportOf = ({ name, ...body }: SaveReportBody): SavedContent => ({
  ...{ ...EMPTY, name: name.trim() },
  ...given(body, readReportQuery),
});

export const dashboardOf = ({ name, ...body }: SaveDashboardBody): SavedContent => ({
  ...{ ...EMPTY, name: name.trim() },
  ...given(body, readViewQuery),
});

/** @throws DomainError VALIDATION_ERROR, also without any field */
export const viewChanges = (body: ChangeViewBody): Partial<SavedContent> =>
  some(given(body, readViewQuery), ['name', 'query', 'is_shared', 'is_default']);

/** @throws DomainError VALIDATION_ERROR, also without any field */
export const reportChanges = (body: ChangeReportBody): Partial<SavedContent> =>
  some(given(body, readReportQuery), ['name', 'query', 'is_shared']);

/** @throws DomainError VALIDATION_ERROR without any field */
export const dashboardChanges = (body: ChangeDashboardBody): Partial<SavedContent> =>
  some(given(body, readViewQuery), ['name', 'report_ids', 'is_shared']);

function some(changes: Partial<SavedContent>, fields: readonly string[]): Partial<SavedContent> {
  if (Object.keys(changes).length > 0) return changes;
  const message = `expected at least one of ${fields.join(', ')}, found none`;
  throw DomainError.invalid([{ field: 'body', message }]);
}
