/**
 * Imports random logs repeatedly while they grow and people change their items in between. Each
 * item must end up with its latest values, and no row may be recorded twice.
 */
import { PRIORITIES, STATUSES, type ItemCommand } from '@action-tracker/domain';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { ChangeItemCommand } from '../items/change-item';
import { ContinueHistoryCommand } from './continue-history';
import { ImportHistoryCommand, type HistoryStep } from './import-history';
import { GetItem } from '../items/get-item';
import { FindImportedLogs, type ItemLog } from './imported-logs';
import { Application, idOf, TITLED } from '../testing/application';
import { Scope } from '../ledger/scope';

const RUNS = propertyRuns(30);
const MINUTE_MS = 60_000;
const START = Date.parse('2026-03-02T00:00:00Z');

const priority = fc.constantFrom(...PRIORITIES);
const row = fc.record({
  kind: fc.constant('row'),
  priority,
  status: fc.option(fc.constantFrom(...STATUSES), { nil: undefined }),
  note: fc.boolean(),
  /** Otherwise it has the same time as the previous row. */
  isLater: fc.boolean(),
});
const happening = fc.oneof(
  { weight: 4, arbitrary: row },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('people'), priority }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('import') }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;
type Row = Extract<Happening, { kind: 'row' }>;

/** One item of a log, with its expected current values. */
class Story {
  private readonly steps: HistoryStep[] = [];
  private inLog: Row['priority'] = TITLED.priority;
  private readonly last = { priority: TITLED.priority as Row['priority'], status: 'New' };
  private itemId: string | undefined;
  /** Set when new rows precede a change by a person, so that no further rows are imported. */
  private isClosed = false;

  constructor(
    private readonly app: Application,
    private readonly n: number,
    private readonly clock: { minute: number },
  ) {
    this.steps.push({
      ...{ actorId: 1, occurredAt: this.now },
      commands: [{ type: 'ImportItem', ...TITLED, createDate: '2026-03-01', status: 'New' }],
    });
  }

  async take(happening: Happening): Promise<void> {
    if (happening.kind === 'row') this.write(happening);
    else if (happening.kind === 'import') await this.import();
    else if (this.itemId !== undefined) await this.change(this.itemId, happening.priority);
  }

  async end(): Promise<void> {
    await this.import();
    if (this.isClosed) return;
    expect(await this.app.query(new GetItem(Scope.everything, this.itemId ?? ''))).toMatchObject(
      this.last,
    );
  }

  private get now(): string {
    return new Date(START + this.clock.minute * MINUTE_MS).toISOString();
  }

  private write({ priority, status, note, isLater }: Row): void {
    if (isLater) this.clock.minute += 1;
    const commands: ItemCommand[] = [];
    if (priority !== this.inLog) {
      commands.push({ type: 'ChangeItem', changes: { priority } });
      this.last.priority = priority;
    }
    if (status !== undefined) {
      commands.push({ type: 'ChangeStatus', status, comment: null });
      this.last.status = status;
    }
    if (note) commands.push({ type: 'AddNote', content: 'x', noteDate: '2026-03-01' });
    this.inLog = priority;
    this.steps.push({ actorId: 2, occurredAt: this.now, commands });
  }

  private async change(itemId: string, priority: Row['priority']): Promise<void> {
    this.clock.minute += 1;
    this.app.at(this.now);
    const change = new ChangeItemCommand(itemId, { priority }, this.app.origin());
    const { version, versionBefore } = await this.app.command(change);
    // A change to the current value writes no event.
    if (version > versionBefore) this.last.priority = priority;
  }

  private async import(): Promise<void> {
    this.clock.minute += 1;
    this.app.at(this.now);
    const { steps, n } = this;
    const log: ItemLog = {
      times: steps.map(({ occurredAt }) => occurredAt),
      steps: (from, to) => steps.slice(from, to),
      commandId: (part) => idOf(n * 0x10000 + part),
    };
    const origin = (part: number) =>
      this.app.origin({ channel: 'import', commandId: log.commandId(part) });
    if (this.itemId === undefined) {
      const made = await this.app.command(new ImportHistoryCommand(1, steps, origin(0)));
      this.itemId = made.stream;
    }
    const before = await this.find(log);
    const { rows, parts, version } = before;
    const [next] = steps.slice(rows);
    if (!next) return;
    const command = new ContinueHistoryCommand(
      this.itemId,
      steps.slice(rows),
      origin(parts),
      version,
    );
    if (next.occurredAt < before.lastAt) {
      await expect(this.app.command(command)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
      this.isClosed = true;
      return;
    }
    const { version: after } = await this.app.command(command);
    expect(after).toBeGreaterThan(version);
    expect(await this.find(log)).toMatchObject({ rows: steps.length, parts: parts + 1 });
  }

  private async find(log: ItemLog) {
    const itemId = this.itemId ?? '';
    const query = new FindImportedLogs(Scope.everything, 1, [{ itemId, log, recordedById: 1 }]);
    const found = (await this.app.query(query)).get(itemId);
    if (!found) throw new Error(`Expected ${itemId} to begin as its log does`);
    return found;
  }
}

it('makes an item what was said of it last, and records nothing twice', async () => {
  const app = await (await Application.open()).furnish();
  const clock = { minute: 0 };
  let n = 0x100;
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 25 }), async (happenings) => {
      const story = new Story(app, ++n, clock);
      for (const one of happenings) await story.take(one);
      await story.end();
    }),
    { numRuns: RUNS },
  );
  await expectSoundLedgers(app.database.pool);
  await app.close();
});
