/**
 * The versions of items that a measure counts, each with the steps of a period in which it counts:
 * one statement for a whole series and, with a single step, for a breakdown or a list. A version is
 * in each step at whose end it is valid; an event is in the step in which it happened.
 */
import type { Dimension } from '@action-tracker/contracts/measures';
import { CLOSED_STATUS, type DueFilter } from '@action-tracker/domain';
import { DUE_RANGES } from '../items/due-conditions';
import type { WhichItems } from '../moments/item-rows';
import {
  BUCKETS,
  type DayWindow,
  type MeasureRule,
  type MomentRule,
  type PeriodRule,
} from './measures';
import { VersionSource, type AskedVersions } from './version-source';

export interface AskedCount extends AskedVersions {
  readonly rule: MeasureRule;
  readonly by: readonly Dimension[];
  /** Only items that are due in this way on the last day of the step. */
  readonly due: DueFilter | undefined;
  /** Instead of the items that the measure is about. */
  readonly which: WhichItems | undefined;
  /** SQL about the versions `i`. */
  readonly conditions: string;
}

/** Day 0 of days as numbers. */
export const EPOCH = '2000-01-01';

const IN_USE: Readonly<Record<WhichItems, string>> = {
  in_use: 'i.withdrawn_at IS NULL',
  withdrawn: 'i.withdrawn_at IS NOT NULL',
  all: 'true',
};

/** The key of a version by each dimension. */
const KEYS: Readonly<Record<Dimension, string>> = {
  status: 'i.status',
  // A merged user counts as the one they were merged into.
  owner: 'coalesce(u.merged_into_id, i.owner_id)',
  category: 'i.category',
  priority: 'i.priority',
  tracker: 'i.tracker_id',
  bucket: 'b.key',
};

/**
 * SQL of the counted versions: `tracker_id`, `number`, `key0`, `key1`, `days`, and the numbers of the
 * steps in which they count, `first` to `last`, from 1; in none if `last` is just before `first`.
 * For a measure of a moment whose days are counted from a date, `days` is that date as a number.
 */
export function countedVersions(asked: AskedCount): string {
  const { rule } = asked;
  return rule.over === 'moment' ? validVersions(asked, rule) : versionsWithEvents(asked, rule);
}

function validVersions(asked: AskedCount, rule: MomentRule): string {
  const source = new VersionSource(asked);
  const { days } = rule;
  const windows = [...(rule.window ? [rule.window] : []), ...dueWindows(asked.due)];
  const first = [source.stepOf('i.since')];
  const last = [
    `CASE WHEN i.until IS NULL THEN ${asked.steps.list.length}
      ELSE ${source.lastStepBy('i.until')} END`,
  ];
  for (const { base, ...range } of windows) {
    if (range.first !== null) first.push(source.firstStepFrom(`${base} + ${range.first}`));
    if (range.last !== null) last.push(source.lastStepUpTo(`${base} + ${range.last}`));
  }
  const isInBuckets = asked.by.includes('bucket') && days !== undefined;
  if (isInBuckets) {
    first.push(`CASE WHEN b.first IS NULL THEN 1
      ELSE ${source.firstStepFrom(`${days.base} + b.first`)} END`);
    last.push(`CASE WHEN b.last IS NULL THEN ${asked.steps.list.length}
      ELSE ${source.lastStepUpTo(`${days.base} + b.last`)} END`);
  }
  // A version that ends in the step in which it begins has a `last` just before its `first`.
  const canBeEmpty = windows.length > 0 || isInBuckets;
  const base = days?.isSince ? `${days.base} - DATE '${EPOCH}'` : (days?.base ?? 'NULL::int');
  return `SELECT * FROM (
    SELECT i.tracker_id, i.number, ${keysOf(asked.by)}, ${base} AS days,
      greatest(${first.join(', ')}) AS first, least(${last.join(', ')}) AS last
    FROM ${source.valid()} i ${isInBuckets ? `CROSS JOIN ${BUCKET_ROWS}` : ''} ${ownersOf(asked.by)}
    WHERE ${[
      rule.condition,
      IN_USE[asked.which ?? rule.which],
      ...windows.map((window) => `${window.base} IS NOT NULL`),
      ...dueConditions(asked.due),
      asked.conditions,
    ].join(' AND ')}
  ) r ${canBeEmpty ? 'WHERE first <= last' : ''}`;
}

function versionsWithEvents(asked: AskedCount, rule: PeriodRule): string {
  const source = new VersionSource(asked);
  const step = source.stepOfDay('i.event_day');
  const days = rule.days ?? 'NULL::int';
  const rows = `SELECT i.tracker_id, i.number, i.version, ${keysOf(asked.by)},
      ${days} AS days, ${step} AS first, ${step} AS last
    FROM ${source.events(rule)} i ${asked.by.includes('bucket') ? bucketOf(days) : ''}
      ${ownersOf(asked.by)}
    WHERE ${[
      IN_USE[asked.which ?? 'in_use'],
      ...dueWindows(asked.due).flatMap((window) => isWithin(source.lastDayOf(step), window)),
      ...dueConditions(asked.due),
      asked.conditions,
    ].join(' AND ')}`;
  // An item may leave several statuses in a step; what else happens to it counts once, as the last.
  if (rule.event !== 'become') return rows;
  return `SELECT DISTINCT ON (tracker_id, number, first) * FROM (${rows}) r
    ORDER BY tracker_id, number, first, version DESC`;
}

const keysOf = (by: readonly Dimension[]): string =>
  [0, 1].map((n) => `${by[n] ? KEYS[by[n]] : 'NULL::text'} AS key${n}`).join(', ');

const ownersOf = (by: readonly Dimension[]): string =>
  by.includes('owner') ? 'LEFT JOIN users u ON u.id = i.owner_id' : '';

const BUCKET_ROWS = `(VALUES ${Object.entries(BUCKETS)
  .map(([key, { first, last }]) => `('${key}', ${first}::int, ${last}::int)`)
  .join(', ')}) b(key, first, last)`;

const bucketOf = (days: string): string =>
  `JOIN ${BUCKET_ROWS}
    ON ${days} >= coalesce(b.first, ${days}) AND ${days} <= coalesce(b.last, ${days})`;

function dueWindows(due: DueFilter | undefined): readonly DayWindow[] {
  return due === undefined || due === 'tbd' ? [] : [{ base: 'i.due_date', ...DUE_RANGES[due] }];
}

/** Only open items are due. */
function dueConditions(due: DueFilter | undefined): readonly string[] {
  if (due === undefined) return [];
  const isOpen = `i.status <> '${CLOSED_STATUS}'`;
  return due === 'tbd' ? [isOpen, 'i.due_date IS NULL'] : [isOpen];
}

function isWithin(day: string, { base, first, last }: DayWindow): readonly string[] {
  return [
    ...(first === null ? [] : [`${day} >= ${base} + ${first}`]),
    ...(last === null ? [] : [`${day} <= ${base} + ${last}`]),
  ];
}
