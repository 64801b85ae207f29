/**
 * Random changes and undos by several people, from two processes at the same time. Every undo must
 * have found the item as it was when the undo was written, and the ledger must stay sound.
 */
import { DomainError, ITEM, planUndo, PRIORITIES, STATUSES } from '@action-tracker/domain';
import { readStream } from '@action-tracker/event-store';
import { expectSoundLedgers } from '@action-tracker/event-store/testing';
import { propertyRuns } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { BulkCommand } from './bulk-command';
import { Scope } from '../ledger/scope';
import { rebuildReadModels } from '../read-tables/rebuild';
import { verifyReadModels } from '../read-tables/verify';
import { Application, TITLED } from '../testing/application';
import { CreateItemCommand } from '../items/create-item';
import { UndoCommand } from './undo-command';
import { toEntry } from './undo-streams';

const RUNS = propertyRuns(5);
const ITEMS = 4;

const change = fc.oneof(
  fc.constantFrom(...STATUSES).map((status) => ({ status })),
  fc.constantFrom(...PRIORITIES).map((priority) => ({ changes: { priority } })),
  fc.constant({ note: 'Noted' }),
  fc.constant({ withdraw: true }),
);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      actor: fc.integer({ min: 1, max: 2 }),
      items: fc.uniqueArray(fc.integer({ min: 1, max: ITEMS }), { minLength: 1 }),
      change,
    }),
  },
  { weight: 2, arbitrary: fc.record({ actor: fc.integer({ min: 1, max: 2 }), undo: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const lanes = fc.array(fc.array(step, { minLength: 4, maxLength: 10 }), {
  minLength: 3,
  maxLength: 3,
});

async function act(app: Application, one: Step, acts: string[]): Promise<void> {
  const origin = { ...app.origin(), commandId: crypto.randomUUID(), actorId: one.actor };
  if ('undo' in one) {
    const batch = acts[one.undo % acts.length] ?? '';
    await app.command(new UndoCommand(Scope.everything, { batch }, false, origin));
  } else {
    const asked = one.items.map((n) => ({ itemId: `AD-00${n}` }));
    const input = { items: { asked }, change: one.change };
    await app.command(new BulkCommand(Scope.everything, input, origin));
  }
  acts.push(origin.commandId);
}

async function play(app: Application, steps: readonly Step[], acts: string[]): Promise<void> {
  for (const one of steps) {
    await act(app, one, acts).catch((error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
    });
  }
}

/** What each undo of the stream wrote is what it had to write to the stream as it was then. */
async function expectTrueUndos({ database }: Application, stream: string): Promise<void> {
  const entries = (await readStream(database.pool, 1, stream)).map(toEntry);
  const undos = new Set(entries.flatMap(({ batch, undoes }) => (undoes === null ? [] : batch)));
  for (const undo of undos) {
    const first = entries.findIndex(({ batch }) => batch === undo);
    const written = entries.filter(({ batch }) => batch === undo);
    const undoes = written[0]?.undoes;
    const context = { today: '2026-03-01', nextNumber: 1, isUser: () => true };
    const isAsked = ({ batch }: { readonly batch: string }) => batch === undoes;
    const plan = planUndo(ITEM, entries.slice(0, first), isAsked, context);
    expect(written.map(({ event }) => event)).toEqual(plan.events);
    expect(entries.slice(first, first + written.length)).toEqual(written);
  }
}

it(
  'an undo loses no changes, even with concurrent writers',
  async () => {
    const law = async (rows: readonly (readonly Step[])[]) => {
      const app = await (await Application.open()).furnish();
      const other = await app.openAnother();
      try {
        const acts: string[] = [];
        for (let n = 0; n < ITEMS; n++) {
          const origin = app.origin();
          await app.command(new CreateItemCommand(1, TITLED, origin));
          acts.push(origin.commandId);
        }
        await Promise.all(rows.map((steps, lane) => play(lane % 2 ? app : other, steps, acts)));
        for (let n = 1; n <= ITEMS; n++) await expectTrueUndos(app, `AD-00${n}`);
        await expectSoundLedgers(app.database.pool);
        for await (const { differences } of verifyReadModels(app.database.pool)) {
          expect(differences).toEqual([]);
        }
        await rebuildReadModels(app.database.pool);
      } finally {
        await other.close();
        await app.close();
      }
    };
    await fc.assert(fc.asyncProperty(lanes, law), { numRuns: RUNS, endOnFailure: true });
  },
  propertyRuns(300_000),
);
