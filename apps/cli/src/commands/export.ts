import { OperatorError } from '@action-tracker/runtime';
import { Option, type Command } from 'commander';
import { EXPORT_FORMATS, exportTracker, type ExportRequest } from '../export/export-tracker';
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
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async ({ json, ...request }: Options) => {
      if (json && request.out === undefined) {
        throw new OperatorError('Expected --out <file> with --json: both would go to stdout');
      }
      const counts = await withSession(surroundings, (session) => exportTracker(session, request));
      if (request.out === undefined) return;
      const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
      await printResult(surroundings.terminal, json, {
        json: { ...request, ...counts },
        lines: [`Wrote ${parts.join(', ')} of ${request.tracker} to ${request.out}.`],
      });
    });
}

const HELP = `
ndjson contains every command with all of its entries, and can be imported into a database that does
not have the tracker. csv is for spreadsheets: names instead of ids, without history.

Example:
  action-tracker export --tracker AD --format ndjson --out ad.ndjson`;
