import type { Batch, JobStatus, UndoConflict, UndoResult } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import {
  GetJob,
  ListBatches,
  Scope,
  UndoCommand,
  type EntrySet,
  type Started,
} from '@action-tracker/tracking';
import type { Command } from 'commander';
import { randomUUIDv7 } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { asOption, jsonOption, requireWriter } from '../options';
import { Progress } from '../progress';
import { requireTracker } from '../require-tracker';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

interface UndoOptions {
  readonly batch?: string;
  readonly command?: string;
  readonly as?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

const POLL_MS = 500;
const UUID_FORM = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const CONFLICTS_SHOWN = 20;

/** `undo` and `batches`: takes back what was done at once, and lists it. */
export function addUndo(program: Command, surroundings: Surroundings): void {
  program
    .command('undo')
    .description('Undo an import, a bulk change, an undo or a single command')
    .option('--batch <id>', 'the batch to undo; `batches` lists them')
    .option('--command <id>', 'the single command to undo')
    .addOption(asOption())
    .option('--dry-run', 'report what would happen, write nothing', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: UndoOptions) => {
      const result = await withSession(surroundings, (session) => undo(session, options));
      await printResult(surroundings.terminal, options.json, {
        json: result,
        lines: report(result),
      });
    });
  program
    .command('batches')
    .description('List what was done at once in a tracker: imports, bulk changes, undos')
    .argument('<tracker>', 'prefix of the tracker, such as AD')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker batches AD')
    .action(async (prefix: string, { json }: { json: boolean }) => {
      const { items } = await withSession(surroundings, async (session) => {
        const { id } = await requireTracker(session, prefix);
        return session.queries.execute(new ListBatches(Scope.everything, id));
      });
      if (items.length === 0) surroundings.terminal.report(`${prefix} has no batches yet.`);
      await printResult(surroundings.terminal, json, { json: items, lines: items.map(lineOf) });
    });
}

const HELP = `
A change is taken back unless somebody has changed the same field since; such conflicts are listed and
left alone. Items that an import has created are withdrawn, unless somebody has written to them. An
undo is a batch itself and can be undone. If it is interrupted, run the same command again.

Example:
  action-tracker undo --batch 0198c0de-0000-7000-8000-000000000001 --as maria@example.com --dry-run`;

async function undo(session: Session, options: UndoOptions): Promise<UndoResult> {
  const set = entriesOf(options);
  const { dryRun: isDryRun } = options;
  const writer = isDryRun ? { id: 0 } : await requireWriter(session.users, options.as);
  const origin = { actorId: writer.id, channel: 'cli', correlationId: randomUUIDv7() } as const;
  const command = new UndoCommand(Scope.everything, set, isDryRun, origin);
  return finished(session, await session.commands.execute(command));
}

/** Waits for the job of a large undo and reports how far it is. */
async function finished(
  { queries, terminal }: Session,
  started: Started<UndoResult>,
): Promise<UndoResult> {
  if ('result' in started) return started.result;
  const progress = new Progress(terminal, 'items');
  let { job } = started;
  while (job.state === 'running') {
    progress.update(job.done, job.of);
    await wait(POLL_MS);
    job = await queries.execute(new GetJob(Scope.everything, job.id));
  }
  progress.stop();
  return resultOf(job);
}

function resultOf({ result, problem }: JobStatus): UndoResult {
  if (result && 'conflicts' in result) return result;
  throw new OperatorError(problem ?? 'Expected the result of an undo, found none');
}

/** @throws OperatorError unless exactly one id is given */
function entriesOf({ batch, command: commandId }: UndoOptions): EntrySet {
  const [set, second] = [
    ...(batch === undefined ? [] : [{ batch }]),
    ...(commandId === undefined ? [] : [{ commandId }]),
  ];
  if (!set || second) {
    const found = second ? 'both' : 'neither';
    throw new OperatorError(`Expected --batch <id> or --command <id>, found ${found}`);
  }
  const [id = ''] = Object.values(set);
  if (UUID_FORM.test(id)) return set;
  throw new OperatorError(`Expected the id of a batch or command (a UUID), found ${id}`);
}

function report({
  dry_run: isDryRun,
  batch,
  done,
  conflicts,
  items,
}: UndoResult): readonly string[] {
  const changed = items.filter((item) => item.done.length > 0).length;
  const found = items.flatMap((item) =>
    item.conflicts.map((conflict) => conflictLine(item.item_id, conflict)),
  );
  const more = found.length - CONFLICTS_SHOWN;
  return [
    `${counted(done, 'change')} of ${counted(changed, 'item')} ${isDryRun ? 'would be ' : ''}undone, ${counted(conflicts, 'conflict')}.`,
    ...found.slice(0, CONFLICTS_SHOWN),
    ...(more > 0 ? [`… and ${more} more; --json lists all of them.`] : []),
    ...(batch === null || done === 0 ? [] : [`To take it back: undo --batch ${batch}`]),
  ];
}

function conflictLine(itemId: string | null, conflict: UndoConflict): string {
  const { what, expected, found, at } = conflict;
  const where = `  ${itemId ?? 'tracker'}:`;
  // A created item in use stays as a whole, and `found` is what was changed.
  if (what === 'item' && found !== 'withdrawn') {
    return `${where} stays, because ${shown(found)} was changed at ${at}`;
  }
  return `${where} ${what} was set to ${shown(expected)}, and since ${at} it is ${shown(found)}`;
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

function lineOf({ batch, at, kind, items, label, undone_by: undoneBy }: Batch): string {
  const what = label === null ? kind : `${kind} of ${label}`;
  const size = items === null ? 'not finished' : counted(items, 'item');
  return `${batch}  ${at}  ${what}, ${size}${undoneBy === null ? '' : ', undone'}`;
}
