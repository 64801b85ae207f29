/**
 * The laws of the numbers of reports, over random histories in zones whose clocks change: every
 * measure equals the fold by hand, counts add up, each number leads to exactly the items that it
 * counts, and a report as of a moment is the one that was read then.
 */
import {
  DIMENSIONS,
  MEASURE_TRAITS,
  MEASURES,
  REPORT_STEPS,
  type Breakdown,
} from '@action-tracker/contracts/measures';
import {
  AXES,
  CATEGORIES,
  DomainError,
  PRIORITIES,
  STATUSES,
  type Axis,
} from '@action-tracker/domain';
import { readLedger, type RecordedEvent } from '@action-tracker/event-store';
import { propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { ImportItemCommand } from '../imports/import-item';
import { AddNoteCommand } from '../items/add-note';
import { ChangeItemCommand } from '../items/change-item';
import { ChangeStatusCommand } from '../items/change-status';
import { CreateItemCommand } from '../items/create-item';
import { ReinstateItemCommand } from '../items/reinstate-item';
import { WithdrawItemCommand } from '../items/withdraw-item';
import { Clock } from '../ledger/clock';
import { Scope } from '../ledger/scope';
import { FindItems } from '../lists/find-items';
import type { ItemFilter } from '../lists/item-filter';
import { addDays } from '../measures/steps';
import { Application, asOf, idOf, TITLED } from '../testing/application';
import {
  slowPercentile,
  slowRows,
  versionsOf,
  type SlowAsked,
  type SlowFilter,
  type SlowRow,
  type Version,
} from '../testing/slow-measures';
import { UndoCommand } from '../together/undo-command';
import { OpenTrackerCommand } from '../trackers/open-tracker';
import { GetBreakdown } from './breakdown';
import { GetSeries } from './series';

const RUNS = propertyRuns(2);
const HOUR_MS = 3_600_000;

const dueIn = fc.option(fc.integer({ min: -20, max: 120 }), { nil: null });
const act = fc.record({
  /** Hours since the act before; some follow at once. */
  hours: fc.oneof(fc.constant(0.001), fc.integer({ min: 1, max: 900 })),
  item: fc.nat({ max: 5 }),
  what: fc.oneof(
    { weight: 6, arbitrary: fc.record({ status: fc.constantFrom(...STATUSES) }) },
    { weight: 3, arbitrary: fc.record({ dueIn }) },
    { weight: 2, arbitrary: fc.record({ ownerId: fc.constantFrom(1, 2) }) },
    { weight: 2, arbitrary: fc.record({ priority: fc.constantFrom(...PRIORITIES) }) },
    { weight: 1, arbitrary: fc.record({ category: fc.constantFrom(...CATEGORIES) }) },
    { weight: 1, arbitrary: fc.record({ title: fc.constantFrom('Weld seam', 'Paint') }) },
    { weight: 1, arbitrary: fc.constant({ note: 'Noted' }) },
    { weight: 1, arbitrary: fc.constant({ withdraw: true }) },
    { weight: 1, arbitrary: fc.constant({ undoCreation: true }) },
    { weight: 2, arbitrary: fc.record({ importedHoursAgo: fc.integer({ min: 0, max: 4_000 }) }) },
  ),
  isRead: fc.nat({ max: 7 }).map((n) => n === 0),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

const question = fc.record({
  by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { minLength: 1, maxLength: 2 }),
  axis: fc.constantFrom(...AXES),
  /** Percent of the time from the first to the last entry. */
  at: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
  days: fc.integer({ min: 0, max: 200 }),
  step: fc.constantFrom(...REPORT_STEPS),
  measures: fc.shuffledSubarray([...MEASURES], { minLength: 6, maxLength: 6 }),
  filter: fc.oneof(
    { weight: 3, arbitrary: fc.constant<SlowFilter>({}) },
    fc.constantFrom<SlowFilter>(
      ...([
        { owner: 2 },
        { priority: 'High', owner: 1 },
        { due: 'overdue' },
        { due: 'week' },
      ] as const),
      ...([{ due: 'tbd' }, { isSlipped: true }, { word: 'weld' }] as const),
    ),
  ),
});
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

const history = fc.record({
  // Around changes of the clocks, one of them at midnight.
  start: fc.constantFrom('2018-10-20T12:00:00Z', '2018-02-10T12:00:00Z', '2026-03-20T22:30:00Z'),
  acts: fc.array(act, { minLength: 10, maxLength: 35 }),
  questions: fc.array(question, { minLength: 4, maxLength: 4 }),
});

const refusedOrDone = (error: unknown) => {
  if (!(error instanceof DomainError)) throw error;
};

/** What a report answered when it was read, on the axis `recorded`. */
interface Read {
  readonly instant: string;
  readonly answers: readonly unknown[];
}

/** A tracker with a random history. */
class Story {
  private readonly ids: string[] = [];
  private readonly creations = new Map<string, string>();
  readonly reads: Read[] = [];

  private constructor(
    private readonly app: Application,
    readonly trackerId: number,
    private time: number,
  ) {}

  static async begin(app: Application, n: number, start: string): Promise<Story> {
    const prefix = `Z${String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26))}`;
    app.at(start);
    const input = { prefix, name: prefix, description: null };
    const trackerId = await app.command(new OpenTrackerCommand(input, app.origin()));
    return new Story(app, trackerId, Date.parse(start));
  }

  get now(): string {
    return new Date(this.time).toISOString();
  }

  get filter(): ItemFilter {
    return { trackerIds: [this.trackerId] };
  }

  async take({ hours, item, what, isRead }: Act): Promise<void> {
    this.time += hours * HOUR_MS;
    this.app.at(this.now);
    const id = this.ids[item];
    if ('importedHoursAgo' in what) await this.import(what.importedHoursAgo);
    else if (id === undefined) await this.create(item);
    else await this.write(id, what).catch(refusedOrDone);
    if (isRead) await this.read();
  }

  private async create(item: number): Promise<void> {
    const origin = this.app.origin();
    const dueDate = item % 2 ? null : addDays(this.now.slice(0, 10), item);
    const input = { ...TITLED, dueDate, ownerId: (item % 2) + 1 };
    const { stream } = await this.app.command(new CreateItemCommand(this.trackerId, input, origin));
    this.ids.push(stream);
    this.creations.set(stream, origin.commandId);
  }

  private async import(hoursAgo: number): Promise<void> {
    const at = new Date(this.time - hoursAgo * HOUR_MS).toISOString();
    const done = new Date(this.time - (hoursAgo / 2) * HOUR_MS).toISOString();
    const input = {
      ...{ ...TITLED, title: 'Weld imported', createDate: at.slice(0, 10) },
      status: STATUSES[hoursAgo % STATUSES.length] ?? 'New',
    };
    const origin = this.app.origin({ channel: 'import' });
    const times = { createdAt: at, statusAt: done, noteAt: done };
    const { stream } = await this.app.command(
      new ImportItemCommand(this.trackerId, input, times, origin),
    );
    this.ids.push(stream);
    this.creations.set(stream, origin.commandId);
  }

  private async write(id: string, what: Exclude<Act['what'], { importedHoursAgo: number }>) {
    const origin = this.app.origin();
    if ('status' in what) {
      const change = { status: what.status, comment: null };
      await this.app.command(new ChangeStatusCommand(id, change, origin));
    } else if ('dueIn' in what) {
      const dueDate = what.dueIn === null ? null : addDays(this.now.slice(0, 10), what.dueIn);
      await this.app.command(new ChangeItemCommand(id, { dueDate }, origin));
    } else if ('note' in what) {
      await this.app.command(new AddNoteCommand(id, { content: what.note }, origin));
    } else if ('withdraw' in what) {
      const back = () => this.app.command(new ReinstateItemCommand(id, origin));
      const command = new WithdrawItemCommand(id, { reason: null }, origin);
      await this.app.command(command).catch(back);
    } else if ('undoCreation' in what) {
      const asked = { commandId: this.creations.get(id) ?? idOf(0) };
      await this.app.command(new UndoCommand(Scope.everything, asked, false, origin));
    } else await this.app.command(new ChangeItemCommand(id, what, origin));
  }

  private async read(): Promise<void> {
    this.reads.push({ instant: this.now, answers: await this.answers(Scope.everything) });
  }

  /** A dashboard: every measure, now and over time. */
  async answers(scope: Scope): Promise<readonly unknown[]> {
    const answers: unknown[] = [];
    for (const measure of MEASURES) {
      const asked = { measure, axis: 'recorded' as const, from: '-P40D' };
      const breakdown = { ...asked, by: 'status' as const, by2: 'owner' as const };
      answers.push(await this.app.query(new GetBreakdown(scope, breakdown, this.filter)));
      const series = { ...asked, by: 'priority' as const, step: 'week' as const };
      answers.push(await this.app.query(new GetSeries(scope, series, this.filter)));
    }
    return answers;
  }
}

/** Answers and the fold of the ledger, compared. */
class Comparison {
  private readonly dayOf: (instant: Date) => string;

  constructor(
    private readonly app: Application,
    private readonly story: Story,
    private readonly events: readonly RecordedEvent[],
    timeZone: string,
  ) {
    const clock = new Clock(timeZone);
    this.dayOf = (instant) => clock.dayOf(instant);
  }

  async ask(asked: Question): Promise<void> {
    const { axis, at } = asked;
    const first = Date.parse(this.events[0]?.recordedAt ?? '');
    const time = first + (Date.parse(this.story.now) - first) * ((at ?? 100) / 100);
    const instant = new Date(time).toISOString();
    const scope = at === null ? Scope.everything : asOf(instant, axis);
    const items = versionsOf(this.story.trackerId, this.events, axis, this.dayOf);
    const until = at === null ? '9999' : instant;
    const to = this.dayOf(new Date(time));
    const from = addDays(to, -asked.days);
    for (const measure of asked.measures) {
      const by = asked.by.filter(
        (dimension) => dimension !== 'bucket' || MEASURE_TRAITS[measure].hasBuckets,
      );
      const more = { measure, by: by.length > 0 ? by : (['status'] as const), from, to };
      const question = { ...asked, ...more, until, scope };
      await this.breakdown(items, question);
      await this.series(items, question);
    }
  }

  private async breakdown(items: Items, asked: Slow): Promise<void> {
    const { measure, by, axis, from, to, scope, filter } = asked;
    const [first = 'status', second] = by;
    const question = { measure, by: first, by2: second, axis, from, to };
    const found = await this.app.query(new GetBreakdown(scope, question, this.filter(filter)));
    const rows = slowRows(items, asked);
    const isCount = MEASURE_TRAITS[measure].kind === 'count' || by.includes('bucket');
    const cells = cellsOf(rows, asked, isCount);
    expect({ asked, cells: sorted(found.cells) }).toEqual({ asked, cells: sorted(cells) });
    expect(found.total).toBe(isCount ? new Set(rows.map(({ id }) => id)).size : null);
    await this.lists(asked, found, rows);
  }

  /** Each number leads to exactly the items that it counts. */
  private async lists(asked: Slow, { cells, total }: Breakdown, rows: readonly SlowRow[]) {
    const { measure, axis, from, to, by, scope, filter } = asked;
    const counted = { measure, axis, from, to };
    const idsOf = async (keys: readonly (string | number)[]) => {
      const groups = keys.map((key, n) => ({ by: by[n] ?? 'status', key }));
      const list = { ...this.filter(filter), counted: { ...counted, groups } };
      return (await this.app.query(new FindItems(scope, list))).items.map(({ id }) => id);
    };
    const all = new Set(rows.map(({ id }) => id));
    expect(new Set(await idsOf([]))).toEqual(all);
    if (total !== null) expect(all.size).toBe(total);
    const [cell] = cells;
    if (!cell) return;
    const keys = cell.key2 === null ? [cell.key] : [cell.key, cell.key2];
    const ids = await idsOf(keys);
    const expected = rows.filter((row) => keys.every((key, n) => row.keys[n] === key));
    expect(new Set(ids)).toEqual(new Set(expected.map(({ id }) => id)));
    if (MEASURE_TRAITS[measure].kind === 'count') expect(ids.length).toBe(cell.value);
  }

  private async series(items: Items, asked: Slow): Promise<void> {
    const { measure, axis, from, to, scope, step } = asked;
    const [by] = asked.by;
    const question = { measure, by, axis, from, to, step };
    const found = await this.app.query(new GetSeries(scope, question, this.filter(asked.filter)));
    expect(found.steps.map((one) => one.to).at(-1)).toBe(to);
    const isCount = MEASURE_TRAITS[measure].kind === 'count' || by === 'bucket';
    for (const days of found.steps) {
      const slow = { ...asked, ...days, by: by ? [by] : [] };
      const cells = cellsOf(slowRows(items, slow), slow, isCount);
      const points = found.points.filter(({ date, value }) => date === days.to && value);
      const shown = points.map(({ date: _, ...point }) => ({ ...point, key2: null }));
      const known = cells.filter(({ value }) => value);
      expect({ asked, days, cells: sorted(shown) }).toEqual({ asked, days, cells: sorted(known) });
    }
  }

  private filter({ owner, priority, due, isSlipped, word }: SlowFilter): ItemFilter {
    return {
      ...this.story.filter,
      ...(owner === undefined ? {} : { users: { owner_id: [owner] } }),
      ...(priority === undefined ? {} : { words: { priority: [priority] } }),
      ...(due === undefined ? {} : { due }),
      ...(isSlipped ? { isSlipped } : {}),
      ...(word === undefined ? {} : { text: word }),
    };
  }
}

type Items = readonly (readonly Version[])[];
type Slow = SlowAsked & {
  readonly axis: Axis;
  readonly scope: Scope;
  readonly step: Question['step'];
};

type Cell = Breakdown['cells'][number];

const sorted = (
  cells: readonly { readonly key: Cell['key'] | null; readonly key2: Cell['key2'] }[],
) =>
  cells.toSorted((a, b) =>
    JSON.stringify([a.key, a.key2]) < JSON.stringify([b.key, b.key2]) ? -1 : 1,
  );

function cellsOf(rows: readonly SlowRow[], asked: Slow, isCount: boolean): readonly Cell[] {
  const groups = Map.groupBy(rows, ({ keys }) => JSON.stringify(keys));
  return [...groups.values()].map((found) => {
    const [key = '', key2 = null] = found[0]?.keys ?? [];
    const perWeek = (found.length * 7) / (daysIn(asked) + 1);
    if (isCount) return { key, key2, value: found.length };
    if (MEASURE_TRAITS[asked.measure].kind === 'rate') {
      return { key, key2, value: Math.round(perWeek * 100) / 100 };
    }
    const [value, p85] = [slowPercentile(found, 0.5), slowPercentile(found, 0.85)];
    return { key, key2, value, p85 };
  });
}

const daysIn = ({ from, to }: SlowAsked) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

describe.each(['America/Sao_Paulo', 'Europe/Berlin', 'Pacific/Kiritimati'])('in %s', (timeZone) => {
  let app: Application;
  let n = 0;

  beforeAll(async () => {
    app = await (await Application.open(timeZone)).furnish();
  });

  afterAll(() => app.close());

  it(
    'every measure is what the ledger says, at every moment',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async ({ start, acts, questions }) => {
          const story = await Story.begin(app, n++, start);
          for (const one of acts) await story.take(one);
          const events: RecordedEvent[] = [];
          for await (const event of readLedger(app.database.pool, story.trackerId)) {
            events.push(event);
          }
          const comparison = new Comparison(app, story, events, timeZone);
          for (const one of questions) await comparison.ask(one);
          for (const { instant, answers } of story.reads) {
            expect(await story.answers(asOf(instant, 'recorded'))).toEqual(answers);
          }
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
    propertyRuns(300_000),
  );
});
