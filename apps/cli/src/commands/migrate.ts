import type { Command } from 'commander';
import { jsonOption } from '../options';
import { migrate, type SchemaChanges } from '../schema';
import { withDatabase, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `migrate`: updates schema and read tables. */
export function addMigrate(program: Command, surroundings: Surroundings): void {
  program
    .command('migrate')
    .description('Update the schema and the read tables, and print what was done')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  DATABASE_URL=postgres://… action-tracker migrate')
    .action(async ({ json }: { json: boolean }) => {
      const changes = await withDatabase(surroundings, migrate);
      await printResult(surroundings.terminal, json, { json: changes, lines: describe(changes) });
    });
}

function describe({ migrations, rebuilt }: SchemaChanges): readonly string[] {
  if (migrations.length + rebuilt.length === 0) return ['The schema is up to date.'];
  return [
    ...migrations.map((name) => `Migration ${name}`),
    ...rebuilt.map((name) => `Read table ${name} filled from the ledger`),
  ];
}
