import { DomainError } from '@action-tracker/domain';
import { readReportQuery, readViewQuery } from './saved-queries';

/** What is wrong with a query, by parameter; all of it belongs to one field. */
function refused(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(new Set(error.details.map(({ field }) => field))).toEqual(new Set(['query']));
    return error.details.map(({ message }) => message.split(':')[0] ?? '');
  }
  return [];
}

describe('The query of a saved view', () => {
  it('has the filters, the order, the groups and the columns of a list', () => {
    const query =
      'status=Blocked&status=TBC&owner_id=7&due=overdue&due=tbd&slipped=true&q=wheel' +
      '&sort=-due_date&group=owner_id&column=id&column=title&column=latest_note';
    expect(readViewQuery(query)).toEqual([]);
    expect(readViewQuery('')).toEqual([]);
  });

  it('names the trackers that it shows', () => {
    expect(readViewQuery('tracker_id=3&tracker_id=1&tracker_id=3')).toEqual([3, 1]);
  });

  it.each<[string, readonly string[]]>([
    ['colour=red', ['colour']],
    ['status=Done', ['status']],
    ['owner_id=me', ['owner_id']],
    ['due=soon', ['due']],
    ['sort=colour', ['sort']],
    ['sort=id&sort=title', ['sort']],
    ['group=title', ['group']],
    ['column=colour', ['column']],
    ['as_of=2026-01-01', ['as_of']],
    ['counted_by=open', ['counted_by']],
    ['limit=5', ['limit']],
    ['__proto__=1', ['__proto__']],
    [`q=${'x'.repeat(501)}`, ['q']],
  ])('refuses %s', (query, fields) => {
    expect(refused(() => readViewQuery(query))).toEqual(fields);
  });
});

describe('The query of a saved report', () => {
  it.each([
    'measure=open',
    'measure=overdue&by=owner&chart=area&range=365&step=month&status=Blocked&q=wheel',
    'measure=age_days&by=bucket&chart=bar',
    'measure=open&by=owner&by2=priority&chart=table',
    'measure=open&chart=number',
  ])('is one that the reports answer: %s', (query) => {
    expect(readReportQuery(query)).toEqual([]);
  });

  it('names the trackers that it counts', () => {
    expect(readReportQuery('measure=open&tracker_id=2&tracker_id=5')).toEqual([2, 5]);
  });

  it.each<[string, readonly string[]]>([
    ['', ['measure']],
    ['measure=opened', ['measure']],
    ['measure=open&by=colour', ['by']],
    ['measure=open&chart=bar', ['by']],
    ['measure=open&by=bucket', ['by']],
    ['measure=open&by=owner&by2=owner&chart=table', ['by2']],
    ['measure=open&chart=pie', ['chart']],
    ['measure=open&range=7', ['range']],
    ['measure=open&step=year', ['step']],
    ['measure=open&from=-P7D&as_of=2026-01-01', ['as_of', 'from']],
    ['measure=open&colour=red', ['colour']],
    ['measure=open&status=Done', ['status']],
  ])('refuses %s', (query, fields) => {
    expect(refused(() => readReportQuery(query))).toEqual(fields);
  });
});
