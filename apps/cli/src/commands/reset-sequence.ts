import { ResetSequenceCommand } from '@action-tracker/tracking';
import type { Command } from 'commander';
import { jsonOption } from '../options';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

/** `reset-sequence`: repairs the number that the next item of a tracker gets. */
export function addResetSequence(program: Command, surroundings: Surroundings): void {
  program
    .command('reset-sequence')
    .description('Set the next item number of a tracker to one more than the highest ever used')
    .requiredOption('--tracker <prefix>', 'prefix of the tracker, such as AD')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker reset-sequence --tracker AD')
    .action(async ({ tracker, json }: { tracker: string; json: boolean }) => {
      const { before, after } = await withSession(surroundings, ({ commands }) =>
        commands.execute(new ResetSequenceCommand(tracker)),
      );
      const change = before === after ? 'It was correct.' : 'Changed.';
      await printResult(surroundings.terminal, json, {
        json: { tracker, before, after },
        lines: [`Next number of ${tracker}: before ${before}, after ${after}. ${change}`],
      });
    });
}
