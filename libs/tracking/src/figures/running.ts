/** Numbers and days at the end of each step, from what begins and ends to count in each. */
import type { FigureKey } from '@action-tracker/contracts/measures';
import { daysBetween } from '@action-tracker/domain';
import { EPOCH } from '../measures/counted-versions';
import type { DayRange } from '../items/due-conditions';
import type { Days } from '../measures/steps';
import { OrderStatistics, percentileOf } from './order-statistics';

/** The key by each of at most two dimensions; `null` where there is none. */
export type Keys = readonly [FigureKey | null, FigureKey | null];

/** So many more items count from a step on, with so many days. */
interface Delta {
  /** From 1. */
  readonly step: number;
  readonly days?: number;
  readonly delta: number;
}

/** The number of items at the end of each step. */
export function numbersOfSteps(
  steps: readonly Days[],
  deltas: readonly Delta[],
): readonly { readonly value: number }[] {
  const changes = new Float64Array(steps.length + 1);
  for (const { step, delta } of deltas) changes[step] = (changes[step] ?? 0) + delta;
  let value = 0;
  return steps.map((_, index) => {
    value += changes[index + 1] ?? 0;
    return { value };
  });
}

interface Percentiles {
  readonly value: number | null;
  readonly p85: number | null;
}

/**
 * The median and 85th percentile of the days of items at the end of each step.
 *
 * @param isSince whether days are counted from a date, which is given as a number
 */
export function daysOfSteps(
  steps: readonly Days[],
  deltas: readonly Delta[],
  isSince: boolean,
): readonly Percentiles[] {
  return alongSteps(steps, deltas, (set, day) => {
    // Of two dates, the earlier one is more days ago.
    const at = (fraction: number) =>
      isSince ? since(set.percentile(1 - fraction), day) : set.percentile(fraction);
    return { value: at(0.5), p85: at(0.85) };
  });
}

/** What happened in a period: the steps, from 1, and the days of each, where they are known. */
interface Happened {
  readonly steps: readonly (number | null)[];
  readonly days: readonly (number | null)[];
}

/** The median and 85th percentile of the days of what happened in each step. */
export function daysInSteps(count: number, { steps, days }: Happened): readonly Percentiles[] {
  const byStep = Array.from({ length: count }, (): number[] => []);
  for (let n = 0; n < steps.length; n++) {
    const known = days[n];
    if (typeof known === 'number') byStep[(steps[n] ?? 0) - 1]?.push(known);
  }
  return byStep.map((found) => {
    const sorted = Int32Array.from(found).sort();
    return { value: percentileOf(sorted, 0.5), p85: percentileOf(sorted, 0.85) };
  });
}

/** The number of items in a range of days, counted from their dates to the end of each step. */
export function numbersInRange(
  steps: readonly Days[],
  deltas: readonly Delta[],
  { first, last }: DayRange,
): readonly { readonly value: number }[] {
  return alongSteps(steps, deltas, (set, day) => {
    const upToFirst = set.countUpTo(first === null ? Infinity : day - first);
    return { value: upToFirst - (last === null ? 0 : set.countUpTo(day - last - 1)) };
  });
}

/** Reads something from the days of the items that count at the end of each step. */
function alongSteps<Read>(
  steps: readonly Days[],
  deltas: readonly Delta[],
  read: (set: OrderStatistics, day: number) => Read,
): readonly Read[] {
  const set = new OrderStatistics(deltas.map(({ days = 0 }) => days));
  const byStep = Map.groupBy(deltas, ({ step }) => step);
  return steps.map(({ to }, index) => {
    for (const { days = 0, delta } of byStep.get(index + 1) ?? []) set.add(days, delta);
    return read(set, daysBetween(EPOCH, to));
  });
}

const since = (date: number | null, day: number): number | null =>
  date === null ? null : Math.round((day - date) * 100) / 100;
