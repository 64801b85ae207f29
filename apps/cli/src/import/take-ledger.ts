import type { User } from '@action-tracker/contracts';
import { fileOnDisk, importLedger, type LedgerImportReport } from '@action-tracker/import';
import { CLI_ADVICE } from './advice';
import { applicationOf, type Session } from '../session';
import { printResult } from '../terminal';
import { terminalProgress } from './terminal-observers';

/** What the options of the command line ask for. */
export interface LedgerImport {
  readonly file: string;
  readonly tracker: string;
  readonly isDryRun: boolean;
  readonly mayCreateUsers: boolean;
  readonly isJson: boolean;
}

/** Imports an exported tracker and prints the result. */
export async function takeLedger(
  session: Session,
  { file, isJson, ...options }: LedgerImport,
  writer: Pick<User, 'id'>,
): Promise<void> {
  const request = { ...options, file: fileOnDisk(file, 'an exported tracker'), advice: CLI_ADVICE };
  const observer = terminalProgress(session);
  try {
    const report = await importLedger(applicationOf(session), request, { writer, observer });
    await printResult(session.terminal, isJson, { json: report, lines: linesOf(report) });
  } finally {
    observer.stop();
  }
}

function linesOf(report: LedgerImportReport): readonly string[] {
  const { tracker, commands, events, known, old_values: oldValues, users_created: users } = report;
  const done = report.dry_run ? 'would be imported' : 'imported';
  return [
    `${tracker}: ${commands - known} commands ${done}, ${known} were already there.`,
    `The whole history has ${commands} commands with ${events} events.`,
    ...(oldValues > 0 ? [aboutOldValues(oldValues)] : []),
    ...(users.length > 0 ? [`New users: ${users.join(', ')}`] : []),
  ];
}

const aboutOldValues = (count: number): string =>
  `Warning: ${count} ${count === 1 ? 'entry has' : 'entries have'} values that are no longer accepted ` +
  'for new entries, such as dates outside 1970 to 2199. They were imported unchanged.';
