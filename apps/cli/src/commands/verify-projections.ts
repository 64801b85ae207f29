import { READ_MODEL_NAMES, verifyReadModels } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { jsonOption, requireReadModels } from '../options';
import { Progress } from '../progress';
import { withSession, type Session, type Surroundings } from '../session';
import { VerificationReport } from '../verification-report';

/** `verify-projections`: checks that read tables match the ledger. */
export function addVerifyProjections(program: Command, surroundings: Surroundings): void {
  program
    .command('verify-projections')
    .description('Check that read tables and ledgers agree; changes nothing and takes no locks')
    .argument('[names...]', `read tables: ${READ_MODEL_NAMES.join(', ')}; default: all`)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (names: string[], { json }: { json: boolean }) => {
      requireReadModels(names);
      const wanted = names.length > 0 ? names : READ_MODEL_NAMES;
      const report = new VerificationReport(surroundings.terminal, json);
      await withSession(surroundings, (session) => verify(session, wanted, report));
      await report.end(wanted);
      if (report.hasDifferences) process.exitCode = 1;
    });
}

const HELP = `
Recomputes every row from the ledger, compares it with the live row, and checks that no entry is missing
or out of order. The exit code is 1 if anything differs; the first differences are printed. To repair
read tables, run rebuild-projections.

Example:
  action-tracker verify-projections action_items notes`;

async function verify(
  { database, terminal, interruption }: Session,
  names: readonly string[],
  report: VerificationReport,
): Promise<void> {
  const progress = new Progress(terminal, 'events');
  const onProgress = (done: number, total: number) => {
    progress.update(done, total);
    interruption.stopIfRequested('nothing was changed.');
  };
  try {
    for await (const ledger of verifyReadModels(database.pool, { names, onProgress })) {
      await progress.aside(() => report.add(ledger));
    }
  } finally {
    progress.stop();
  }
}
