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

/** `rebuild-projections`: computes read tables anew from the ledger, or goes back to those before. */
export function addRebuildProjections(program: Command, surroundings: Surroundings): void {
  program
    .command('rebuild-projections')
    .description('Compute read tables anew from the first entry of every ledger')
    .argument('[names...]', `read tables: ${READ_MODEL_NAMES.join(', ')}; default: all`)
    .option('--no-compare', 'do not tell how many rows were not what they are now')
    .option('--rollback', 'go back to the read tables before the last rebuild', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (names: string[], options: Options) => {
      requireReadModels(names);
      const wanted = names.length > 0 ? names : READ_MODEL_NAMES;
      await (options.rollback ? rollBack : rebuild)(surroundings, wanted, options);
    });
}

const HELP = `
The new tables are filled beside the live ones and take their place when they are complete: people
go on reading and writing. Interrupted or failed, it leaves everything as it was. The tables before
are kept until the next rebuild; --rollback adds what was written since and puts them back.
Before the new tables take their place, whatever that finds, their rows are compared with the live
ones: you learn how many were wrong. Trackers that are written to at that moment are left out.
--no-compare saves the time.

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
    lines: [`Went back to ${names.join(', ')} before the last rebuild, with all entries since.`],
  });
}
