import { READ_MODEL_NAMES, rebuildReadModels } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { Interrupted } from '../interruption';
import { jsonOption, requireReadModels } from '../options';
import { Progress } from '../progress';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `rebuild-projections`: computes read tables anew from the ledger. */
export function addRebuildProjections(program: Command, surroundings: Surroundings): void {
  program
    .command('rebuild-projections')
    .description('Compute read tables anew from the first entry of every ledger')
    .argument('[names...]', `read tables: ${READ_MODEL_NAMES.join(', ')}; default: all`)
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker rebuild-projections action_items notes')
    .action(async (names: string[], { json }: { json: boolean }) => {
      requireReadModels(names);
      const wanted = names.length > 0 ? names : READ_MODEL_NAMES;
      const done = await withSession(surroundings, (session) => rebuild(session, wanted));
      const counts = `${done.eventsDone} events of ${done.ledgersDone} trackers`;
      await printResult(surroundings.terminal, json, {
        json: { rebuilt: wanted, events: done.eventsDone, trackers: done.ledgersDone },
        lines: [`Rebuilt ${wanted.join(', ')} from ${counts}.`],
      });
    });
}

async function rebuild(
  { database, terminal, interruption }: Session,
  names: readonly string[],
): Promise<Awaited<ReturnType<typeof rebuildReadModels>>> {
  const progress = new Progress(terminal, 'events');
  try {
    return await rebuildReadModels(database.pool, names, ({ eventsDone, eventsTotal }) => {
      progress.update(eventsDone, eventsTotal);
      // The tracker in work keeps its old rows; those before it are done.
      if (interruption.isRequested) throw new Interrupted('Interrupted: run it again to finish.');
    });
  } finally {
    progress.stop();
  }
}
