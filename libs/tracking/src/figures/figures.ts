/** Computes the numbers of reports: a measure at each of some steps, by the keys of its groups. */
import { DAY_BUCKETS, MEASURE_TRAITS, type FigureKey } from '@action-tracker/contracts/measures';
import { daysBetween } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { ReadLedgers } from '../ledger/ledgers';
import { Conditions } from '../lists/conditions';
import { CountedItems, type AskedFigures } from '../lists/counted-items';
import { BUCKETS, MEASURE_RULES, type DaysOfItem, type PeriodRule } from '../measures/measures';
import { daysOfSteps, numbersInRange, numbersOfSteps, percentilesOf, type Keys } from './running';

export interface Figure {
  readonly value: number | null;
  /** Of measures in days. */
  readonly p85?: number | null;
}

/** The numbers of one group. */
export interface FiguresOfKeys {
  readonly keys: Keys;
  /** One per step. */
  readonly figures: readonly Figure[];
}

/** Whether the numbers are counts of items, which add up. */
export const isCount = ({ measure, by }: Pick<AskedFigures, 'measure' | 'by'>): boolean =>
  MEASURE_TRAITS[measure].kind === 'count' || by.includes('bucket');

interface Found {
  readonly key0: FigureKey | null;
  readonly key1: FigureKey | null;
  /** From 1. */
  readonly step: number;
}
type Delta = Found & { readonly days?: number; readonly delta: number };
type Value = Found & { readonly value?: number; readonly days?: readonly number[] | null };

@Injectable()
export class Figures {
  constructor(
    private readonly ledgers: ReadLedgers,
    private readonly counted: CountedItems,
  ) {}

  /** The groups that have items in any of the steps. @throws PastNotReady */
  of(asked: AskedFigures): Promise<readonly FiguresOfKeys[]> {
    const rule = MEASURE_RULES[asked.measure];
    if (rule.over === 'period') return this.ofPeriods(asked, rule);
    return asked.by.includes('bucket') ? this.ofBuckets(asked) : this.ofMoments(asked, rule.days);
  }

  private async ofMoments(
    asked: AskedFigures,
    days: DaysOfItem | undefined,
  ): Promise<readonly FiguresOfKeys[]> {
    const steps = asked.steps.list;
    const groups = (await this.deltas(asked, days !== undefined)).map(({ keys, found }) => ({
      keys,
      figures: days ? daysOfSteps(steps, found, days.isSince) : numbersOfSteps(steps, found),
    }));
    // A group may have items only within a step.
    const isEmpty = days ? null : 0;
    return groups.filter(
      ({ figures }) => asked.by.length === 0 || figures.some(({ value }) => value !== isEmpty),
    );
  }

  /** Ranges of days are read from the same days as their median. */
  private async ofBuckets(asked: AskedFigures): Promise<readonly FiguresOfKeys[]> {
    const by = asked.by.filter((dimension) => dimension !== 'bucket');
    const isFirst = asked.by[0] === 'bucket';
    const groups = await this.deltas({ ...asked, by }, true);
    const figures = groups.flatMap(({ keys: [other], found }) =>
      DAY_BUCKETS.map((bucket) => ({
        keys: isFirst ? ([bucket, other] as const) : ([other, bucket] as const),
        figures: numbersInRange(asked.steps.list, found, BUCKETS[bucket]),
      })),
    );
    return figures.filter((group) => group.figures.some(({ value }) => value > 0));
  }

  /** From which step on how many more items count, or fewer. */
  private async deltas(asked: AskedFigures, hasDays: boolean) {
    const taken = new Conditions();
    const versions = await this.counted.versions(taken, asked);
    const group = `key0, key1${hasDays ? ', days' : ''}`;
    // Both ends of the versions in one pass.
    const isFirst = 'grouping(first) = 0';
    const deltas = await this.rows<Delta>(
      `SELECT ${group}, CASE WHEN ${isFirst} THEN first ELSE last + 1 END AS step,
         (CASE WHEN ${isFirst} THEN 1 ELSE -1 END * count(*))::int AS delta
       FROM (${versions}) r GROUP BY GROUPING SETS ((${group}, first), (${group}, last))`,
      taken,
    );
    return groupsOf(deltas, asked);
  }

  private async ofPeriods(
    asked: AskedFigures,
    { days }: PeriodRule,
  ): Promise<readonly FiguresOfKeys[]> {
    const taken = new Conditions();
    const versions = await this.counted.versions(taken, asked);
    const isOfDays = days !== undefined && !isCount(asked);
    const values = isOfDays ? DAYS : COUNT;
    const rows = await this.rows<Value>(
      `SELECT key0, key1, first AS step, ${values} FROM (${versions}) r GROUP BY 1, 2, 3`,
      taken,
    );
    const { kind } = MEASURE_TRAITS[asked.measure];
    return groupsOf(rows, asked).map(({ keys, found }) => {
      const byStep = new Map(found.map((row) => [row.step, row]));
      const figures = asked.steps.list.map(({ from, to }, index): Figure => {
        const row = byStep.get(index + 1);
        if (isOfDays) return percentilesOf(row?.days ?? []);
        const value = row?.value ?? 0;
        return { value: kind === 'rate' ? perWeek(value, daysBetween(from, to) + 1) : value };
      });
      return { keys, figures };
    });
  }

  private async rows<Row extends object>(text: string, { values }: Conditions) {
    return (await this.ledgers.pool.query<Row>(text, [...values])).rows;
  }
}

const COUNT = 'count(*)::int AS value';

/**
 * Their percentiles are taken here: PostgreSQL would sort all rows of all groups for it. `json_agg` takes
 * longer than an array that is written as JSON.
 */
const DAYS =
  "translate((array_agg(days) FILTER (WHERE days IS NOT NULL))::text, '{}', '[]')::json AS days";

const perWeek = (items: number, days: number): number => Math.round((items * 700) / days) / 100;

/** Without dimensions there is one group, even if nothing counts. */
function groupsOf<Row extends Found>(rows: readonly Row[], { by }: AskedFigures) {
  if (by.length === 0) return [{ keys: [null, null] as const, found: rows }];
  const groups = Map.groupBy(rows, ({ key0, key1 }) => JSON.stringify([key0, key1]));
  return [...groups.values()].flatMap((found) => {
    const [first] = found;
    return first ? [{ keys: [first.key0, first.key1] as const, found }] : [];
  });
}
