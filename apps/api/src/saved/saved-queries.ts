/**
 * The queries that people save, read by the same code as the routes that they are for: what a list or
 * a report would refuse is refused when it is saved.
 */
import {
  LIST_GROUPS,
  listColumns,
  REPORT_CHARTS,
  REPORT_RANGES,
  type ReportChart,
} from '@action-tracker/contracts';
import { DomainError, DUE_FILTERS } from '@action-tracker/domain';
import type { ItemFilter } from '@action-tracker/tracking';
import { ParameterReader, type QueryParameters } from '../http/parameter-reader';
import { BulkFilterPipe, FigureFilterPipe } from '../items/item-filter.pipe';
import { BreakdownPipe, SeriesPipe } from '../reports/figure-pipes';

/** Filters of all that match now: a saved page is about the moment at which it is opened. */
const ITEMS = new BulkFilterPipe();
const FIGURES = new FigureFilterPipe();
const BREAKDOWN = new BreakdownPipe();
const SERIES = new SeriesPipe();

/** What the client does with a list, beside the filters of the server. */
const OF_LIST = ['sort', 'group', 'column', 'due'];
const OF_REPORT = ['chart', 'range'];
const OF_MOMENT = ['as_of', 'axis', 'from', 'to'];
/** Drawn from the groups of a moment or a period. */
const OF_GROUPS: readonly (ReportChart | undefined)[] = ['bar', 'table'];

/**
 * Checks the query of a list.
 *
 * @returns the ids of the trackers that it names
 * @throws DomainError VALIDATION_ERROR
 */
export const readViewQuery = (query: string): readonly number[] =>
  asProblemOfQuery(() => {
    const [ofList, filters] = divided(parametersOf(query), OF_LIST);
    const columns = listColumns();
    const read = new ParameterReader(ofList, OF_LIST);
    read.words('sort', [...columns, ...columns.map((column) => `-${column}`)], 1);
    read.words('group', LIST_GROUPS, 1);
    read.words('column', columns);
    // The client filters what it has loaded, so it can combine these.
    read.words('due', DUE_FILTERS);
    read.refuseProblems();
    return trackersOf(ITEMS.transform(filters));
  });

/**
 * Checks the query of a report.
 *
 * @returns the ids of the trackers that it names
 * @throws DomainError VALIDATION_ERROR
 */
export const readReportQuery = (query: string): readonly number[] =>
  asProblemOfQuery(() => {
    const [ofReport, figure] = divided(parametersOf(query), OF_REPORT);
    const read = new ParameterReader(ofReport, OF_REPORT);
    const [chart] = read.words('chart', REPORT_CHARTS, 1) ?? [];
    read.words('range', REPORT_RANGES, 1);
    for (const name of OF_MOMENT.filter((one) => one in figure)) {
      read.problem(name, 'a saved report is about the moment at which it is opened');
    }
    read.refuseProblems();
    if (OF_GROUPS.includes(chart)) BREAKDOWN.transform(figure);
    else SERIES.transform(figure);
    return trackersOf(FIGURES.transform(figure));
  });

const trackersOf = ({ trackerIds = [] }: ItemFilter): readonly number[] => [...new Set(trackerIds)];

/** As the server reads the query of an address: a repeated parameter is a list. */
function parametersOf(query: string): QueryParameters {
  const parsed = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parsed.keys())].map((name) => {
      const [first = '', ...others] = parsed.getAll(name);
      return [name, others.length > 0 ? [first, ...others] : first];
    }),
  );
}

/** Those parameters, and the others. */
function divided(
  parameters: QueryParameters,
  names: readonly string[],
): readonly [QueryParameters, QueryParameters] {
  const entries = Object.entries(parameters);
  const isNamed = ([name]: readonly [string, unknown]) => names.includes(name);
  return [
    Object.fromEntries(entries.filter(isNamed)),
    Object.fromEntries(entries.filter((entry) => !isNamed(entry))),
  ];
}

/** The problems are those of one field of the body. */
function asProblemOfQuery<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError) || error.details.length === 0) throw error;
    throw DomainError.invalid(
      error.details.map(({ field, message }) => ({
        field: 'query',
        message: `${field}: ${message}`,
      })),
    );
  }
}
