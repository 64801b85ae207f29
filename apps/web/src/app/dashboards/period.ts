/** The period of charts over time, as the address says it. */
import { REPORT_RANGES, type ReportRange } from '@action-tracker/contracts';
import { REPORT_STEPS, type ReportStep } from '@action-tracker/contracts/measures';

/** So that a chart has a few dozen points. */
const STEPS: Readonly<Record<ReportRange, ReportStep>> = {
  ...{ '30': 'day', '90': 'week', '365': 'week', '3650': 'month' },
};

export const rangeIn = (text: string | undefined): ReportRange =>
  REPORT_RANGES.find((range) => range === text) ?? '90';

export const stepIn = (text: string | undefined, range: ReportRange): ReportStep =>
  REPORT_STEPS.find((step) => step === text) ?? STEPS[range];

export interface Period {
  readonly from: string;
  readonly step: ReportStep;
}

/** The parameters of a series that ends at the moment of the page. */
export const periodOf = (range: ReportRange, step: ReportStep): Period => ({
  from: `-P${Number(range) - 1}D`,
  step,
});
