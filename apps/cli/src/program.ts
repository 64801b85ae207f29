import { Command } from 'commander';
import { addCreateToken } from './commands/create-token';
import { addCreateUser } from './commands/create-user';
import { addExport } from './commands/export';
import { addGrantAdmin } from './commands/grant-admin';
import { addImport } from './commands/import';
import { addListUsers } from './commands/list-users';
import { addMembers } from './commands/members';
import { addMergeUsers } from './commands/merge-users';
import { addMigrate } from './commands/migrate';
import { addRebuildProjections } from './commands/rebuild-projections';
import { addResetSequence } from './commands/reset-sequence';
import { addRevokeTokens } from './commands/revoke-tokens';
import { addReviews } from './commands/reviews';
import { addSeed } from './commands/seed';
import { addUndo } from './commands/undo';
import { addVerifyProjections } from './commands/verify-projections';
import type { Surroundings } from './session';

/** The command line: every command with its options. Parsing it runs the command. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command('action-tracker')
    .description('Administration and import for Action Tracker.')
    .addHelpText('after', ABOUT_DATABASE)
    .showHelpAfterError('(use --help for all options and an example)')
    .exitOverride();
  const addTo = [
    addMigrate,
    addCreateUser,
    addListUsers,
    addGrantAdmin,
    addMembers,
    addMergeUsers,
    addUndo,
    addCreateToken,
    addRevokeTokens,
    addRebuildProjections,
    addVerifyProjections,
    addResetSequence,
    addImport,
    addExport,
    addReviews,
    addSeed,
  ];
  for (const add of addTo) add(program, surroundings);
  return program;
}

const ABOUT_DATABASE = `
Without DATABASE_URL a command uses the PostgreSQL that runs in DATA_DIR (default .data),
or starts it for the duration of the command.
Exit codes: 0 success, 1 failure, 2 invalid usage, 130 or 143 interrupted.`;
