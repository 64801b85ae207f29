/**
 * Random commands by several people on several trackers, from two concurrent processes with clocks
 * that jump. Whatever is accepted, the invariants of the ledger must hold afterwards.
 */
import type { ItemEventEntry, Withdrawal } from '@action-tracker/contracts';
import {
  AXES,
  CATEGORIES,
  DomainError,
  PRIORITIES,
  STATUSES,
  type Axis,
} from '@action-tracker/domain';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { propertyRuns } from '@action-tracker/runtime/testing';
import type { Command } from '@nestjs/cqrs';
import fc from 'fast-check';
import { AddNoteCommand } from './items/add-note';
import { AmendNoteCommand } from './items/amend-note';
import { ChangeItemCommand } from './items/change-item';
import { ChangeStatusCommand } from './items/change-status';
import { CreateItemCommand } from './items/create-item';
import { ReinstateItemCommand } from './items/reinstate-item';
import { WithdrawItemCommand } from './items/withdraw-item';
import { WithdrawNoteCommand } from './items/withdraw-note';
import { ImportItemCommand } from './imports/import-item';
import { OpenTrackerCommand } from './trackers/open-tracker';
import { ListItems } from './items/action-items';
import { fillHistory, historyGaps } from './read-tables/histories';
import { GetItem } from './items/get-item';
import { ListItemEvents } from './items/item-events';
import { PROJECTIONS } from './read-tables/projections';
import { verifyReadModels } from './read-tables/verify';
import { Application, asOf, TITLED } from './testing/application';
import { expectTrueTracker } from './testing/laws-of-the-past';
import { ListTrackers } from './trackers/trackers';
import { rebuildReadModels } from './read-tables/rebuild';
import { Scope } from './ledger/scope';

const RUNS = propertyRuns(4);
const USERS = 3;
const TRACKERS = 3;
/** Histories are filled after one in this many steps. */
const FILLS = 5;
const DAY = Date.parse('2026-03-01T00:00:00Z');
const LAST = new Date(DAY + 86_400_000).toISOString();

const fields = fc.record(
  {
    title: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => `${text}.`),
    dueDate: fc.constantFrom('2026-03-01', '2027-12-31', null),
    category: fc.constantFrom(...CATEGORIES),
    ownerId: fc.integer({ min: 1, max: USERS }),
    priority: fc.constantFrom(...PRIORITIES),
  },
  { requiredKeys: [] },
);
const step = fc.record({
  kind: fc.constantFrom(
    ...(['create', 'change', 'change', 'status', 'status', 'note', 'note', 'import'] as const),
    ...(['withdraw', 'reinstate', 'reinstate', 'amend', 'withdrawNote'] as const),
  ),
  tracker: fc.integer({ min: 1, max: TRACKERS }),
  actor: fc.integer({ min: 1, max: USERS }),
  target: fc.nat(),
  second: fc.nat({ max: 80_000 }),
  status: fc.constantFrom(...STATUSES),
  fields,
  expects: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 4, nil: undefined }),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Four sequences of steps that run concurrently. */
const lanes = fc.array(fc.array(step, { minLength: 6, maxLength: 14 }), {
  minLength: 4,
  maxLength: 4,
});

async function open(): Promise<Application> {
  const app = await Application.open('UTC', new Date(DAY));
  await app.furnish();
  await app.users.create({ email: 'ag@example.com', name: 'Ana Gomes' });
  for (const prefix of ['SP', 'XY']) {
    await app.command(
      new OpenTrackerCommand({ prefix, name: prefix, description: null }, app.origin()),
    );
  }
  return app;
}

function commandOf(
  app: Application,
  one: Step,
  known: readonly string[],
): Command<{ stream: string }> {
  const origin = { ...app.origin(), commandId: crypto.randomUUID(), actorId: one.actor };
  const itemId = known[one.target % known.length];
  const input = { ...TITLED, ...one.fields };
  if (one.kind === 'import') {
    const at = new Date(DAY - one.second * 1_000).toISOString();
    const row = { ...input, createDate: '2026-02-01', status: one.status };
    const times = { createdAt: at, statusAt: at, noteAt: at };
    return new ImportItemCommand(one.tracker, row, times, { ...origin, channel: 'import' });
  }
  if (itemId === undefined || one.kind === 'create') {
    return new CreateItemCommand(one.tracker, input, origin);
  }
  if (one.kind === 'note') return new AddNoteCommand(itemId, { content: 'Noted' }, origin);
  const expects = one.expects === undefined ? undefined : [one.expects];
  const entry = (one.second % 5) + 2;
  const why = one.fields.title ?? null;
  if (one.kind === 'withdraw') {
    return new WithdrawItemCommand(itemId, { reason: why }, origin, expects);
  }
  if (one.kind === 'reinstate') return new ReinstateItemCommand(itemId, origin, expects);
  if (one.kind === 'amend') {
    return new AmendNoteCommand(itemId, { entry, content: why ?? 'Amended' }, origin);
  }
  if (one.kind === 'withdrawNote') {
    return new WithdrawNoteCommand(itemId, { entry, reason: why }, origin, expects);
  }
  if (one.kind === 'change') {
    const isMoved = one.fields.dueDate !== undefined && one.second % 2 === 0;
    const reason = isMoved ? { dueDateReason: `At ${one.second}` } : {};
    return new ChangeItemCommand(itemId, { ...one.fields, ...reason }, origin, expects);
  }
  const change = { status: one.status, comment: null };
  return new ChangeStatusCommand(itemId, change, origin, expects);
}

/** Catches up the histories, as reads of the past and background work do. */
async function fillHistories({ database }: Application): Promise<void> {
  for (const gap of await historyGaps(database.pool)) await fillHistory(database.pool, gap);
}

/** Every step is either accepted or refused with a reason. */
async function play(app: Application, steps: readonly Step[], known: string[]): Promise<void> {
  for (const one of steps) {
    app.at(new Date(DAY + one.second * 1_000).toISOString());
    const outcome = await app.command(commandOf(app, one, known)).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
    if (outcome && !known.includes(outcome.stream)) known.push(outcome.stream);
    if (one.second % FILLS === 0) await fillHistories(app);
  }
}

const rowsOf = async (app: Application): Promise<readonly unknown[]> => {
  const tables = PROJECTIONS.map(
    ({ name }) => `SELECT '${name} ' || t::text AS row FROM ${name} t`,
  );
  const text = `${tables.join(' UNION ALL ')} ORDER BY 1`;
  return (await app.database.pool.query<{ row: string }>(text)).rows;
};

/** Folds an item's ledger up to an instant, using only its wire form. */
function foldOf(entries: readonly ItemEventEntry[], instant: string, axis: Axis) {
  const past = entries.filter((entry) => entry[`${axis}_at`] <= instant);
  const changes = past.filter(({ type }) => !type.startsWith('Note'));
  const notes = past.filter(({ type }) => type === 'NoteAdded');
  const {
    comment: _,
    reason: __,
    ...values
  } = Object.assign({}, ...changes.map(({ to }) => to)) as Record<string, unknown>;
  return {
    ...{ ...values, ...movesOf(past), version: past.length, withdrawn: withdrawalOf(past) },
    notes: notes.map((entry) => noteOf(entry, past)),
  };
}

function withdrawalOf(entries: readonly ItemEventEntry[]): Withdrawal | null {
  const last = entries.at(-1);
  if (last?.type !== 'ItemWithdrawn') return null;
  return { at: last.occurred_at, by_id: last.actor_id, reason: last.to.reason as string | null };
}

/** A note with what the entries say happened to it. */
function noteOf({ version, to }: ItemEventEntry, entries: readonly ItemEventEntry[]) {
  const changes = entries.filter((change) => change.to.entry === version);
  const amended = changes.findLast(({ type }) => type === 'NoteAmended');
  const gone = changes.find(({ type }) => type === 'NoteWithdrawn');
  return {
    entry: version,
    content: amended?.to.content ?? to.content,
    edited_at: amended?.occurred_at ?? null,
    edited_by_id: amended?.actor_id ?? null,
    withdrawn: gone
      ? { at: gone.occurred_at, by_id: gone.actor_id, reason: gone.to.reason as string | null }
      : null,
  };
}

function movesOf(entries: readonly ItemEventEntry[]) {
  const pairs = entries
    .filter(({ type }) => type === 'ItemDueDateMoved')
    .map(({ from, to }) => [from?.due_date, to.due_date])
    .filter((pair): pair is [string, string] => pair.every((date) => typeof date === 'string'));
  const slips = pairs.filter(([from, to]) => to > from);
  return { due_date_moves: pairs.length, due_date_slips: slips.length };
}

async function expectTruePast(app: Application, itemId: string): Promise<void> {
  const entries = (await app.query(new ListItemEvents(Scope.everything, itemId))).items;
  for (const axis of AXES) {
    for (const instant of new Set(entries.map((entry) => entry[`${axis}_at`]))) {
      const found = await app.query(new GetItem(asOf(instant, axis), itemId));
      const notes = found.notes.toSorted((one, other) => one.entry - other.entry);
      expect({ ...found, notes }).toMatchObject(foldOf(entries, instant, axis));
    }
  }
  const live = await app.query(new GetItem(Scope.everything, itemId));
  const last = await app.query(new GetItem(asOf(LAST, 'recorded'), itemId));
  expect({ ...live, as_of: last.as_of }).toEqual(last);
}

it(
  'keeps every law of the ledger, whatever people do',
  async () => {
    const law = async (rows: readonly (readonly Step[])[]) => {
      const app = await open();
      const other = await app.openAnother();
      try {
        const known: string[] = [];
        await Promise.all(rows.map((steps, lane) => play(lane % 2 ? app : other, steps, known)));
        app.at(LAST);
        await expectSoundLedgers(app.database.pool);
        for await (const { differences } of verifyReadModels(app.database.pool)) {
          expect(differences).toEqual([]);
        }
        const items = await app.query(new ListItems(Scope.everything));
        expect(items.map(({ id }) => id).toSorted()).toEqual(known.toSorted());
        for (const { id } of items) await expectTruePast(app, id);
        const trackers = await app.query(new ListTrackers(Scope.everything));
        for (const { id } of trackers) await expectTrueTracker(app, id);
        await fillHistories(app);
        const live = await rowsOf(app);
        await rebuildReadModels(app.database.pool);
        expect(await rowsOf(app)).toEqual(live);
      } finally {
        await other.close();
        await app.close();
      }
    };
    await fc.assert(fc.asyncProperty(lanes, law), { numRuns: RUNS, endOnFailure: true });
  },
  propertyRuns(300_000),
);
