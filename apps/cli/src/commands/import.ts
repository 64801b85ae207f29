import type { User } from '@action-tracker/contracts';
import type { Command } from 'commander';
import { takeCsv, type CsvImport } from '../import/take-csv';
import { takeLedger } from '../import/take-ledger';
import { asOption, jsonOption, requireWriter } from '../options';
import { withSession, type Session, type Surroundings } from '../session';

interface Options {
  readonly tracker: string;
  readonly mapping?: string;
  readonly history: boolean;
  readonly as?: string;
  readonly dryRun: boolean;
  /** `true` if given without a name. */
  readonly createTracker?: string | true;
  readonly createUsers: boolean;
  readonly verbose: boolean;
  readonly json: boolean;
}

/** `import`: imports the rows of a CSV file into a tracker, or an exported tracker. */
export function addImport(program: Command, surroundings: Surroundings): void {
  program
    .command('import')
    .description(
      'Import the rows of a CSV file into a tracker; importing the same file again changes nothing',
    )
    .argument('<file>', 'CSV file, or an exported tracker whose name ends in .ndjson')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as CL')
    .option('--mapping <file>', 'CSV: JSON file that maps columns to fields')
    .option('--history', 'CSV: each row is a change; rows with the same key form one item', false)
    .addOption(asOption())
    .option('--dry-run', 'report what would happen, write nothing', false)
    .option('--create-tracker [name]', 'CSV: open the tracker if the prefix is free')
    .option('--create-users', 'create users for unknown people in the file', false)
    .option('--verbose', 'CSV: list every row, not only those that need attention', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options, command: Command) => {
      if (file.endsWith('.ndjson')) {
        refuseCsvOptions(command, options);
        await withSession(surroundings, async (session) => {
          const writer = await importer(session, options);
          await takeLedger(session, ledgerImportOf(file, options), writer);
        });
        return;
      }
      const request = requestOf(file, { ...options, mapping: requireMapping(command, options) });
      const isDone = await withSession(surroundings, async (session) => {
        const writer = await importer(session, options);
        return takeCsv(session, request, writer);
      });
      if (!isDone) process.exitCode = 1;
    });
}

const HELP = `
CSV: the report counts rows as created, skipped (already imported), differs (already imported with other
content) or refused (with the reason and the starting lines). --verbose and --json list every row. A dry
run shows the result for the first rows. The exit code is 0 only if there are rows and none differs or is
refused. How to write a mapping: docs/import.md
CSV with --history: the rows of an item are its changes, oldest first by changed_at. The history of an
item is imported completely or not at all, and reported at the line of its first row. If the log has
grown, the new rows continue the item; an item whose earlier rows have changed differs.
NDJSON: an exported tracker that does not exist yet, with its whole history. All lines are checked before
the first one is written. If it is interrupted, import the same file again to complete it.

Example:
  action-tracker import log.csv --tracker CL --mapping client-action-log.json \\
    --as maria@example.com --create-tracker "Client onboarding" --create-users --dry-run
  action-tracker import ad.ndjson --tracker AD --as maria@example.com --create-users`;

function requireMapping(command: Command, { mapping }: Options): string {
  return mapping ?? command.error("error: required option '--mapping <file>' not specified");
}

function refuseCsvOptions(command: Command, options: Options): void {
  const { mapping, createTracker, history } = options;
  if (mapping === undefined && createTracker === undefined && !history) return;
  command.error(
    'error: --mapping, --history and --create-tracker cannot be used with an exported tracker',
  );
}

const ledgerImportOf = (file: string, options: Options) => ({
  ...{ file, tracker: options.tracker, isJson: options.json },
  ...{ isDryRun: options.dryRun, mayCreateUsers: options.createUsers },
});

const requestOf = (file: string, options: Options & { mapping: string }): CsvImport => ({
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
