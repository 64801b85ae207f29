import type { User } from '@action-tracker/contracts';
import type { Command } from 'commander';
import { takeTable, type TableImport } from '../import/take-table';
import { takeGuess, type GuessOptions } from '../import/take-guess';
import { takeLedger } from '../import/take-ledger';
import { asOption, jsonOption, requireWriter } from '../options';
import { withSession, type Session, type Surroundings } from '../session';

interface Options {
  readonly tracker: string;
  readonly mapping?: string;
  readonly guess: boolean;
  readonly history: boolean;
  readonly as?: string;
  readonly dryRun: boolean;
  /** `true` if given without a name. */
  readonly createTracker?: string | true;
  readonly createUsers: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
}

/** `import`: imports the rows of a table into a tracker, or an exported tracker. */
export function addImport(program: Command, surroundings: Surroundings): void {
  program
    .command('import')
    .description(
      'Import the rows of a CSV or .xlsx file into a tracker; importing it again changes nothing',
    )
    .argument('<file>', 'CSV or .xlsx file, or an exported tracker whose name ends in .ndjson')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as CL')
    .option('--mapping <file>', 'tables: JSON file that maps columns to fields')
    .option(
      '--guess',
      'tables: print the mapping that the file seems to need, import nothing',
      false,
    )
    .option(
      '--history',
      'tables: each row is a change; rows with the same key form one item',
      false,
    )
    .addOption(asOption())
    .option('--dry-run', 'report what would happen, write nothing', false)
    .option('--create-tracker [name]', 'tables: open the tracker if the prefix is free')
    .option('--create-users', 'create users for unknown people in the file', false)
    .option('--verbose', 'tables: list every row, not only those that need attention', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options, command: Command) => {
      const work = workOf(file, options, command);
      const isDone = await withSession(surroundings, work);
      if (!isDone) process.exitCode = 1;
    });
}

/** What the options ask for, and whether it leaves the tracker as the file states it. */
function workOf(
  file: string,
  options: Options,
  command: Command,
): (session: Session) => Promise<boolean> {
  if (file.endsWith('.ndjson')) {
    refuseTableOptions(command, options);
    return async (session) => {
      const writer = await importer(session, options);
      await takeLedger(session, ledgerImportOf(file, options), writer);
      return true;
    };
  }
  if (options.guess) {
    return async (session) => {
      await takeGuess(session, guessOf(file, options));
      return true;
    };
  }
  const request = requestOf(file, { ...options, mapping: requireMapping(command, options) });
  return async (session) => takeTable(session, request, await importer(session, options));
}

const HELP = `
CSV and .xlsx: the report counts rows as created, skipped (already imported), differs (already imported
with other content) or refused (with the reason and the starting lines, or the cells of a workbook). --verbose and --json list every row. A dry
run shows the result for the first rows. The exit code is 0 only if there are rows and none differs or is
refused. How to write a mapping: docs/import.md
--guess prints a mapping on stdout, and on stderr how sure it is and what it cannot know. Parts of a
--mapping replace those of the guess.
With --history: the rows of an item are its changes, oldest first by changed_at. The history of an
item is imported completely or not at all, and reported at the line of its first row. If the log has
grown, the new rows continue the item; an item whose earlier rows have changed differs.
NDJSON: an exported tracker that does not exist yet, with its whole history. All lines are checked before
the first one is written. If it is interrupted, import the same file again to complete it.

Example:
  action-tracker import log.xlsx --tracker CL --as maria@example.com --guess > mapping.json
  action-tracker import log.xlsx --tracker CL --mapping mapping.json \\
    --as maria@example.com --create-tracker "Client onboarding" --create-users --dry-run
  action-tracker import ad.ndjson --tracker AD --as maria@example.com --create-users`;

function requireMapping(command: Command, { mapping }: Options): string {
  return (
    mapping ??
    command.error(
      "error: required option '--mapping <file>' not specified; --guess prints the one that the file seems to need",
    )
  );
}

function refuseTableOptions(command: Command, options: Options): void {
  const { mapping, createTracker, history, guess } = options;
  if (mapping === undefined && createTracker === undefined && !history && !guess) return;
  command.error(
    'error: --guess, --mapping, --history and --create-tracker cannot be used with an exported tracker',
  );
}

const guessOf = (file: string, { tracker, as, mapping, verbose }: Options): GuessOptions => ({
  ...{ file, tracker, as, mappingFile: mapping, isVerbose: verbose },
});

const ledgerImportOf = (file: string, options: Options) => ({
  ...{ file, tracker: options.tracker, isJson: options.json },
  ...{ isDryRun: options.dryRun, mayCreateUsers: options.createUsers },
});

const requestOf = (file: string, options: Options & { mapping: string }): TableImport => ({
  file,
  mappingFile: options.mapping,
  isHistory: options.history,
  tracker: options.tracker,
  isDryRun: options.dryRun,
  mayCreateUsers: options.createUsers,
  newTrackerName: options.createTracker === true ? options.tracker : options.createTracker,
  isJson: options.json,
  isVerbose: options.verbose,
});

/** A dry run writes nothing, so it needs no user. */
async function importer({ users }: Session, { as, dryRun }: Options): Promise<Pick<User, 'id'>> {
  const nobody = { id: 0 };
  if (!dryRun) return requireWriter(users, as);
  return as === undefined ? nobody : ((await users.findByEmail(as)) ?? nobody);
}
