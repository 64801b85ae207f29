import { AXES, MOMENT_FORMS } from '@action-tracker/domain';
import { OperatorError } from '@action-tracker/runtime';
import { Option, type Command } from 'commander';
import { EXPORT_FORMATS, exportTracker, type ExportRequest } from '../export/export-tracker';
import { exportedAsOf, sayMoment } from '../export/export-moment';
import { jsonOption } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

type Options = ExportRequest & { readonly json: boolean };

/** `export`: one tracker as a file, with its history or as a spreadsheet. */
export function addExport(program: Command, surroundings: Surroundings): void {
  program
    .command('export')
    .description('Export one tracker as NDJSON (everything) or CSV (the current items)')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as AD')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(EXPORT_FORMATS)
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'output file; default: stdout')
    .option('--as-of <moment>', 'as of a moment in the past, see below; default: now')
    .addOption(
      new Option('--axis <axis>', 'for csv: what had happened by then, or had been recorded')
        .choices(AXES)
        .default('occurred'),
    )
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async ({ json, ...request }: Options) => {
      if (json && request.out === undefined) {
        throw new OperatorError('Expected --out <file> with --json: both would go to stdout');
      }
      const { counts, moment } = await withSession(surroundings, (session) =>
        exportTracker(session, request),
      );
      if (request.out === undefined) return;
      const subject = [request.tracker, ...(moment ? [sayMoment(moment)] : [])].join(' ');
      const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
      await printResult(surroundings.terminal, json, {
        json: {
          ...{ tracker: request.tracker, format: request.format, out: request.out },
          ...counts,
          ...(moment ? { as_of: exportedAsOf(moment) } : {}),
        },
        lines: [`Wrote ${parts.join(', ')} of ${subject} to ${request.out}.`],
      });
    });
}

const HELP = `
ndjson contains every command with all of its entries, and can be imported into a database that does
not have the tracker. csv is for spreadsheets: names instead of ids, without history.

A moment is ${MOMENT_FORMS}.
ndjson as of a moment contains the commands that had been recorded by then.

Example:
  action-tracker export --tracker AD --format ndjson --out ad.ndjson
  action-tracker export --tracker AD --format csv --as-of review:2 --out ad.csv`;
