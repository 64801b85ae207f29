/** The versions of items from which a measure counts, as SQL with times of one axis. */
import { CHOICE_FILTERS, CLOSED_STATUS, type Axis } from '@action-tracker/domain';
import type { PastMoment } from '../ledger/scope';
import { versionColumns } from '../moments/item-rows';
import { existedBy } from '../moments/undone-items';
import type { PeriodRule } from './measures';
import { NOW, type Steps } from './steps';

export interface AskedVersions {
  readonly steps: Steps;
  readonly axis: Axis;
  readonly timeZone: string;
  /** The moment as of which the report is; `undefined` for now. */
  readonly moment: PastMoment | undefined;
  /** The trackers to read; all if `null`. */
  readonly trackerIds: readonly number[] | null;
  /** SQL of the name of the category; the column itself if unset. */
  readonly category?: string | undefined;
  /** Adds a parameter to the statement and returns its placeholder. */
  readonly take: (value: unknown) => string;
}

/** What rules, filters and dimensions read. */
const NAMES = [
  ...['tracker_id', 'number', 'prefix', 'version', 'position', 'status', 'next_status'],
  ...CHOICE_FILTERS.map(({ wire }) => wire).filter((wire) => wire !== 'status'),
  ...['create_date', 'due_date', 'first_due_date', 'due_date_moves', 'due_date_slips'],
  ...['days_slipped', 'completed_at', 'completed_due_date', 'withdrawn_at'],
];
const COLUMNS = NAMES.map((name) => `v.${name}`).join(', ');

/**
 * A change of the status changes nothing else, so the version before it says all about the one
 * after: reading only the former takes half the time of a join.
 */
const CHANGED: Readonly<Record<string, string>> = {
  version: 'v.version + 1',
  position: 'v.until_position',
  status: 'v.next_status',
  next_status: 'NULL::text',
  completed_at: `CASE WHEN v.next_status = '${CLOSED_STATUS}' THEN v.until_occurred_at END`,
  completed_due_date: `CASE WHEN v.next_status = '${CLOSED_STATUS}' THEN v.due_date END`,
};
const AFTER_CHANGE = NAMES.map((name) => `${CHANGED[name] ?? `v.${name}`} AS ${name}`).join(', ');

const TIMES: Readonly<Record<Axis, readonly [from: string, until: string]>> = {
  occurred: ['occurred_at', 'until_occurred_at'],
  recorded: ['updated_at', 'until_recorded_at'],
};

export class VersionSource {
  /** Placeholders of what the statement needs, which not every one needs all of. */
  private readonly taken = new Map<string, string>();
  private readonly from: string;
  private readonly until: string;
  private readonly versions: string;

  constructor(private readonly asked: AskedVersions) {
    const { axis, moment, trackerIds, take } = asked;
    const [from, until] = TIMES[axis];
    this.from = `v.${from}`;
    this.until = `v.${until}`;
    const conditions = trackerIds ? [`tracker_id = ANY (${take(trackerIds)}::int[])`] : [];
    let upTo: string | undefined;
    if (moment && moment.position !== null) {
      upTo = `${take(moment.position)}::bigint`;
      conditions.push(`position <= ${upTo}`);
      this.until = `CASE WHEN v.until_position <= ${upTo} THEN v.${until} END`;
    }
    conditions.push(existedBy(axis, trackerIds, upTo));
    const columns = versionColumns('recorded', asked.category);
    this.versions = `(SELECT ${columns} FROM item_versions WHERE ${conditions.join(' AND ')})`;
  }

  /** The ends of the steps, not included. */
  private get ends(): string {
    return this.once('timestamptz[]', this.asked.steps.ends);
  }

  /** The last days of the steps. */
  private get days(): string {
    return this.once(
      'date[]',
      this.asked.steps.list.map(({ to }) => to),
    );
  }

  private once(type: string, value: unknown): string {
    const known = this.taken.get(type) ?? `${this.asked.take(value)}::${type}`;
    this.taken.set(type, known);
    return known;
  }

  /** Versions that are valid at the end of a step, with `since`, `until` and `first_day`. */
  valid(): string {
    return `(SELECT ${COLUMNS}, ${this.from} AS since, ${this.until} AS until,
        ${this.dayOf(this.from)} AS first_day
      FROM ${this.versions} v WHERE ${this.isValid()})`;
  }

  private isValid(): string {
    const { moment, steps } = this.asked;
    if (steps.ends[0] === NOW) {
      // Only by the column itself can PostgreSQL use the index of the latest versions.
      return moment ? `${this.until} IS NULL` : 'v.until_position IS NULL';
    }
    return `${this.from} < ${this.end(steps.list.length)}
      AND (${this.until} IS NULL OR ${this.until} >= ${this.end(1)})`;
  }

  /** Versions with an event in the period: `event_at`, `event_day` and, of stays, `entered_day`. */
  events({ event, change }: PeriodRule): string {
    switch (event) {
      case 'begin':
        return `(SELECT ${COLUMNS}, ${this.event(this.from)} FROM ${this.versions} v
          WHERE ${change} AND ${this.isWithin(this.from)})`;
      case 'become':
        return `(SELECT ${AFTER_CHANGE}, ${this.event(this.until)} FROM ${this.versions} v
          WHERE ${change} AND ${this.isWithin(this.until)})`;
      case 'leave':
        return `(SELECT *, ${this.dayOf('v.event_at')} AS event_day,
            ${this.dayOf('v.entered_at')} AS entered_day
          FROM (${this.stays(change)}) v
          WHERE ${change} AND ${this.isWithin('v.event_at')})`;
    }
  }

  /** A stay begins with the item, or at the end of the one before. */
  private stays(change: string): string {
    // A single value of the row before: each further one adds to the time of the statement.
    const entered = `CASE WHEN ${change} THEN ${this.until} ELSE ${this.from} END`;
    return `SELECT ${COLUMNS}, ${this.until} AS event_at, CASE
        WHEN v.version = 1 THEN ${this.from} ELSE lag(${entered}) OVER w END AS entered_at
      FROM ${this.versions} v WHERE v.version = 1 OR (${change})
      WINDOW w AS (PARTITION BY v.tracker_id, v.number ORDER BY v.version)`;
  }

  private event(time: string): string {
    return `${time} AS event_at, ${this.dayOf(time)} AS event_day`;
  }

  private dayOf(time: string): string {
    return `(${time} AT TIME ZONE ${this.once('text', this.asked.timeZone)})::date`;
  }

  /** The first step that ends after a time. */
  stepOf(time: string): string {
    return `width_bucket(${time}, ${this.ends}) + 1`;
  }

  /**
   * The step that a day of the period is in: the last one, if a position has entries that were
   * recorded or happened after its day.
   */
  stepOfDay(day: string): string {
    const { list } = this.asked.steps;
    const isDaily = list.every(({ from, to }) => from === to);
    const step = isDaily ? `${day} - (${this.days})[1] + 1` : this.firstStepFrom(day);
    return `least(${step}, ${list.length})`;
  }

  /** The last step that ends by a time. */
  lastStepBy(time: string): string {
    return `width_bucket(${time}, ${this.ends})`;
  }

  /** The first step whose last day is at least this one. */
  firstStepFrom(day: string): string {
    return `width_bucket(${day} - 1, ${this.days}) + 1`;
  }

  /** The last step whose last day is at most this one. */
  lastStepUpTo(day: string): string {
    return `width_bucket(${day}, ${this.days})`;
  }

  lastDayOf(step: string): string {
    return `(${this.days})[${step}]`;
  }

  private end(step: number): string {
    return `(${this.ends})[${step}]`;
  }

  private isWithin(time: string): string {
    const { steps, take } = this.asked;
    return `${time} >= ${take(steps.begin)}::timestamptz AND ${time} < ${this.end(steps.list.length)}`;
  }
}
