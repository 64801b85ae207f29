import type { User } from '@action-tracker/contracts';
import type { Command } from 'commander';
import { importFile, type ImportRequest } from '../import/import-file';
import { asOption, jsonOption, requireWriter } from '../options';
import { withSession, type Session, type Surroundings } from '../session';

interface Options {
  readonly tracker: string;
  readonly mapping: string;
  readonly as?: string;
  readonly dryRun: boolean;
  /** `true` without a name. */
  readonly createTracker?: string | true;
  readonly createUsers: boolean;
  readonly json: boolean;
}

/** `import`: takes the rows of a CSV file into a tracker. */
export function addImport(program: Command, surroundings: Surroundings): void {
  program
    .command('import')
    .description('Take the rows of a CSV file into a tracker; the same file again changes nothing')
    .argument('<file>', 'CSV file')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as CL')
    .requiredOption('--mapping <file>', 'JSON file that says which column is which field')
    .addOption(asOption())
    .option('--dry-run', 'report what would happen, write nothing', false)
    .option('--create-tracker [name]', 'open the tracker when the prefix is free')
    .option('--create-users', 'make users of people that the file names', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      const isDone = await withSession(surroundings, async (session) => {
        const writer = await importer(session, options);
        return importFile(session, requestOf(file, options), writer);
      });
      if (!isDone) process.exitCode = 1;
    });
}

const HELP = `
Every row is reported by the line on which it starts: created with its id, skipped (imported
before), differs (imported before with other content), refused with the reason.
The exit code is 0 only when no row differs or is refused. How to write a mapping: docs/import.md

Example:
  action-tracker import log.csv --tracker CL --mapping client-action-log.json \\
    --as maria@example.com --create-tracker "Client onboarding" --create-users --dry-run`;

const requestOf = (file: string, options: Options): ImportRequest => ({
  file,
  mappingFile: options.mapping,
  tracker: options.tracker,
  isDryRun: options.dryRun,
  mayCreateUsers: options.createUsers,
  newTrackerName: options.createTracker === true ? options.tracker : options.createTracker,
  isJson: options.json,
});

/** A dry run writes nothing, so nobody has to be there to write it. */
async function importer({ users }: Session, { as, dryRun }: Options): Promise<Pick<User, 'id'>> {
  const nobody = { id: 0 };
  if (!dryRun) return requireWriter(users, as);
  return as === undefined ? nobody : ((await users.findByEmail(as)) ?? nobody);
}
