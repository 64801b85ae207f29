import { READ_MODEL_NAMES, rebuildReadModels, rollBackReadModels } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { jsonOption, requireReadModels } from '../options';
import { Progress } from '../progress';
import { withSession, type Session, type Surroundings } from '../session';
import { printResult } from '../terminal';

interface Options {
  readonly compare: boolean;
  readonly json: boolean;
  readonly rollback: boolean;
}

/** `rebuild-projections`: recomputes read tables from the ledger, or restores the previous ones. */
export function addRebuildProjections(program: Command, surroundings: Surroundings): void {
  program
    .command('rebuild-projections')
    .description('Recompute read tables from the first entry of every ledger')
    .argument('[names...]', `read tables: ${READ_MODEL_NAMES.join(', ')}; default: all`)
    .option('--no-compare', 'skip the comparison with the live rows')
    .option('--rollback', 'restore the read tables from before the last rebuild', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (names: string[], options: Options) => {
      requireReadModels(names);
      const wanted = names.length > 0 ? names : READ_MODEL_NAMES;
      await (options.rollback ? rollBack : rebuild)(surroundings, wanted, options);
    });
}

const HELP = `
The new tables are filled next to the live ones and replace them when they are complete. Users can
keep reading and writing. If it fails or is interrupted, everything stays as it was. The previous tables
are kept until the next rebuild; --rollback adds what was written since and restores them.
Before the swap, the new rows are compared with the live ones and the number of wrong rows is printed;
the swap takes place in any case. Trackers that are being written to are left out of the comparison.
--no-compare skips it.

Example:
  action-tracker rebuild-projections action_items notes`;

async function rebuild(
  surroundings: Surroundings,
  names: readonly string[],
  { json, compare }: Options,
): Promise<void> {
  const done = await withSession(surroundings, (session) =>
    rebuildWatched(session, names, compare),
  );
  const { differing = {}, notCompared = {} } = done.compared ?? {};
  const counts = `${done.eventsDone} events of ${done.ledgersDone} trackers`;
  await printResult(surroundings.terminal, json, {
    json: {
      ...{ rebuilt: names, events: done.eventsDone, trackers: done.ledgersDone },
      ...(compare ? { differing, not_compared: notCompared } : {}),
    },
    lines: [
      ...Object.entries(differing).map(
        ([name, rows]) => `${name}: ${rows} rows differed from the live ones.`,
      ),
      ...Object.entries(notCompared).map(
        ([name, reason]) => `${name}: not compared with the live rows, ${reason}.`,
      ),
      `Rebuilt ${names.join(', ')} from ${counts}.`,
    ],
  });
}

async function rebuildWatched(
  { database, terminal, interruption }: Session,
  names: readonly string[],
  isCompared: boolean,
): ReturnType<typeof rebuildReadModels> {
  const progress = new Progress(terminal, 'events');
  try {
    return await rebuildReadModels(database.pool, names, {
      isCompared,
      onProgress: ({ eventsDone, eventsTotal }) => {
        progress.update(eventsDone, eventsTotal);
        interruption.stopIfRequested('nothing was changed.');
      },
    });
  } finally {
    progress.stop();
  }
}

async function rollBack(
  surroundings: Surroundings,
  names: readonly string[],
  { json }: Options,
): Promise<void> {
  await withSession(surroundings, ({ database }) => rollBackReadModels(database.pool, names));
  await printResult(surroundings.terminal, json, {
    json: { rolled_back: names },
    lines: [
      `Restored ${names.join(', ')} from before the last rebuild, including all entries since.`,
    ],
  });
}
