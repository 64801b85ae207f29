/** Computes the numbers of reports: a measure at each of some steps, by the keys of its groups. */
import { DAY_BUCKETS, MEASURE_TRAITS, type FigureKey } from '@action-tracker/contracts/measures';
import { daysBetween } from '@action-tracker/domain';
import { Injectable } from '@nestjs/common';
import { ReadLedgers } from '../ledger/ledgers';
import { Conditions } from '../lists/conditions';
import { CountedItems, type AskedFigures } from '../lists/counted-items';
import { BUCKETS, MEASURE_RULES, type DaysOfItem, type PeriodRule } from '../measures/measures';
import { daysInSteps, daysOfSteps, numbersInRange, numbersOfSteps, type Keys } from './running';

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
}
/** The step counts from 1. */
type Delta = Found & { readonly step: number; readonly days?: number; readonly delta: number };
type Value = Found & { readonly step: number; readonly value: number };
/** Arrays of PostgreSQL as text: the steps of what happened, and its days in the same order. */
type DaysOfGroup = Found & { readonly steps: string; readonly days: string };

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
    // Both ends of the versions in one pass; PostgreSQL would sort all of them for two groupings.
    const isFirst = 'grouping(first) = 0';
    const deltas = await this.rows<Delta>(
      `SELECT ${group}, CASE WHEN ${isFirst} THEN first ELSE last + 1 END AS step,
         (CASE WHEN ${isFirst} THEN 1 ELSE -1 END * sum(items))::int AS delta
       FROM (SELECT ${group}, first, last, count(*) AS items FROM (${versions}) r
         GROUP BY ${group}, first, last) r
       GROUP BY GROUPING SETS ((${group}, first), (${group}, last))`,
      taken,
    );
    return groupsOf(deltas, asked);
  }

  private ofPeriods(asked: AskedFigures, { days }: PeriodRule): Promise<readonly FiguresOfKeys[]> {
    return days === undefined || isCount(asked)
      ? this.countsOfPeriods(asked)
      : this.daysOfPeriods(asked);
  }

  private async countsOfPeriods(asked: AskedFigures): Promise<readonly FiguresOfKeys[]> {
    const taken = new Conditions();
    const versions = await this.counted.versions(taken, asked);
    const rows = await this.rows<Value>(
      `SELECT key0, key1, first AS step, count(*)::int AS value
       FROM (${versions}) r GROUP BY 1, 2, 3`,
      taken,
    );
    const { kind } = MEASURE_TRAITS[asked.measure];
    return groupsOf(rows, asked).map(({ keys, found }) => {
      const byStep = new Map(found.map(({ step, value }) => [step, value]));
      const figures = asked.steps.list.map(({ from, to }, index): Figure => {
        const value = byStep.get(index + 1) ?? 0;
        return { value: kind === 'rate' ? perWeek(value, daysBetween(from, to) + 1) : value };
      });
      return { keys, figures };
    });
  }

  /**
   * Percentiles are taken here: PostgreSQL would sort all rows of all groups for them, and an array for
   * each step of each group takes more memory than `work_mem` allows.
   */
  private async daysOfPeriods(asked: AskedFigures): Promise<readonly FiguresOfKeys[]> {
    const taken = new Conditions();
    const versions = await this.counted.versions(taken, asked);
    const rows = await this.rows<DaysOfGroup>(
      `SELECT key0, key1, array_agg(first)::text AS steps, array_agg(days)::text AS days
       FROM (${versions}) r GROUP BY 1, 2`,
      taken,
    );
    const { length } = asked.steps.list;
    return groupsOf(rows, asked).map(({ keys, found: [group] }) => {
      const happened = { steps: numbersOf(group?.steps), days: numbersOf(group?.days) };
      return { keys, figures: daysInSteps(length, happened) };
    });
  }

  private async rows<Row extends object>(text: string, { values }: Conditions) {
    return (await this.ledgers.pool.query<Row>(text, [...values])).rows;
  }
}

/** Much faster than the parser of the driver, which takes arrays of any type. */
const numbersOf = (array = '{}'): readonly (number | null)[] =>
  JSON.parse(`[${array.slice(1, -1).replaceAll('NULL', 'null')}]`) as readonly (number | null)[];

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
