import type { Command } from 'commander';
import { addSampleData } from '@action-tracker/samples';
import { asOption, jsonOption, requireWriter } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `seed`: sample trackers for a first look. */
export function addSeed(program: Command, surroundings: Surroundings): void {
  program
    .command('seed')
    .description(
      'Add three sample trackers with users at example.com; a second run changes nothing',
    )
    .addOption(asOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker seed --as maria@example.com')
    .action(async ({ as, json }: { as?: string; json: boolean }) => {
      const trackers = await withSession(surroundings, async (session) =>
        addSampleData(
          { ...session, isStopping: () => session.interruption.isRequested },
          await requireWriter(session.users, as),
        ),
      );
      const lines = trackers.map(
        ({ prefix, name, items, created }) => `${prefix} ${name}: ${items} items, ${created} new`,
      );
      await printResult(surroundings.terminal, json, { json: { trackers }, lines });
      surroundings.interruption.stopIfRequested('run it again to finish.');
    });
}
