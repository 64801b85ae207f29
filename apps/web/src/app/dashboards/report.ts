/** A report as an address says it: what it counts, how it is drawn, and which items it is about. */
import { REPORT_CHARTS, type ReportChart, type ReportRange } from '@action-tracker/contracts';
import {
  DIMENSIONS,
  type Dimension,
  MEASURE_TRAITS,
  type Measure,
  MEASURES,
  type ReportStep,
} from '@action-tracker/contracts/measures';
import type { Params } from '@angular/router';
import { FACETS } from '../items/view/item-filter';
import { knownValues } from '../items/view/item-view';
import type { Card } from './cards';
import { type Period, periodOf, rangeIn, stepIn } from './period';

export interface Report {
  readonly measure: Measure;
  readonly by: Dimension | undefined;
  /** Of tables only. */
  readonly by2: Dimension | undefined;
  readonly chart: ReportChart;
  /** Undefined where there is no period, or one that reaches back to the first item. */
  readonly range: ReportRange | undefined;
  readonly step: ReportStep;
  readonly filter: Params;
}

/** What all charts of a dashboard have in common. */
export interface DashboardScope {
  /** The filters of the requests. */
  readonly filter: Params;
  /** Those of them that the path of the lists does not say. */
  readonly listFilter: Params;
  /** The first day, the step; empty for all the past. */
  readonly period: Partial<Period>;
  readonly listPath: string;
}

/** The dimensions that a measure has. */
export const dimensionsOf = (measure: Measure): readonly Dimension[] =>
  DIMENSIONS.filter((one) => one !== 'bucket' || MEASURE_TRAITS[measure].hasBuckets);

/** Drawn from the groups of a moment or a period, not over time. */
export const isOfGroups = (chart: ReportChart): boolean => chart === 'bar' || chart === 'table';

const textIn = (params: Params, name: string): string | undefined => {
  const value: unknown = [params[name]].flat()[0];
  return typeof value === 'string' ? value : undefined;
};

/** The filters of items in an address; the server accepts one value of due dates. */
export function filterIn(params: Params): Params {
  const found = FACETS.flatMap((facet) => {
    const given: readonly unknown[] = [params[facet] ?? []].flat();
    const known = knownValues(facet, given.map(String));
    const values = facet === 'due' ? known.slice(0, 1) : known;
    return values.length > 0 ? [[facet, values] as const] : [];
  });
  const text = textIn(params, 'q');
  return { ...Object.fromEntries(found), ...(text ? { q: text } : {}) };
}

/** Whether it counts what happened in a period, which can be chosen. */
export const isOfPeriod = ({ measure, chart }: Pick<Report, 'measure' | 'chart'>): boolean =>
  !isOfGroups(chart) || MEASURE_TRAITS[measure].over === 'period';

/** Unknown values are dropped. */
export function reportIn(params: Params): Report {
  const measure = MEASURES.find((one) => one === textIn(params, 'measure')) ?? 'open';
  const chart = REPORT_CHARTS.find((one) => one === textIn(params, 'chart')) ?? 'line';
  const dimensions = dimensionsOf(measure);
  const named = dimensions.find((one) => one === textIn(params, 'by'));
  const by = isOfGroups(chart) ? (named ?? 'owner') : named;
  const second = dimensions.find((one) => one === textIn(params, 'by2'));
  const asked = textIn(params, 'range');
  const range = rangeIn(asked);
  // Groups of what happened are all that there were, unless the address says how far back.
  const isWhole = isOfGroups(chart) && range !== asked;
  return {
    ...{ measure, chart, step: stepIn(textIn(params, 'step'), range) },
    range: isWhole || !isOfPeriod({ measure, chart }) ? undefined : range,
    by: chart === 'number' ? undefined : by,
    by2: chart === 'table' && second !== by ? second : undefined,
    filter: filterIn(params),
  };
}

export function paramsOfReport({ filter, by, by2, ...report }: Report): Params {
  const { measure, chart, range, step } = report;
  return {
    ...{ measure, ...(by ? { by } : {}), ...(by2 ? { by2 } : {}), chart },
    ...(range ? { range } : {}),
    ...(isOfGroups(chart) ? {} : { step }),
    ...filter,
  };
}

export const cardOf = ({ measure, by, by2, chart }: Report): Card => ({
  ...{ id: 'flow', kind: chart, over: isOfGroups(chart) ? 'groups' : 'time' },
  figures: [{ measure, ...(by ? { by } : {}), ...(by2 ? { by2 } : {}) }],
});

export function scopeOf({
  filter,
  range,
  step,
}: Pick<Report, 'filter' | 'range' | 'step'>): DashboardScope {
  const { tracker_id: trackers, ...others } = filter;
  const named: readonly unknown[] = [trackers ?? []].flat();
  const [one, ...more] = named;
  const isOfOne = one !== undefined && more.length === 0;
  return {
    filter,
    listFilter: isOfOne ? others : filter,
    period: range ? periodOf(range, step) : {},
    listPath: isOfOne ? `/trackers/${Number(one)}` : '/items',
  };
}
