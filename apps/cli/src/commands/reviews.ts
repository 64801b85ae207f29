import type { Review } from '@action-tracker/contracts';
import { OperatorError } from '@action-tracker/runtime';
import {
  GetMinutes,
  ListReviews,
  MINUTES_LANGUAGES,
  minutesPage,
  minutesText,
  Scope,
  type MinutesLanguage,
} from '@action-tracker/tracking';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { writeOutput } from '../export/output';
import { jsonOption } from '../options';
import { requireTracker } from '../require-tracker';
import { withSession, type Surroundings } from '../session';
import { printResult } from '../terminal';

const FORMATS = { text: minutesText, html: minutesPage } as const;

interface MinutesOptions {
  readonly format: keyof typeof FORMATS;
  readonly language: MinutesLanguage;
  readonly out: string | undefined;
  readonly json: boolean;
}

/** `reviews`: lists the reviews of a tracker, and writes the minutes of one. */
export function addReviews(program: Command, surroundings: Surroundings): void {
  const reviews = program
    .command('reviews')
    .description('List the reviews of a tracker, or write the minutes of one');
  addList(reviews, surroundings);
  addMinutes(reviews, surroundings);
}

function addList(reviews: Command, surroundings: Surroundings): void {
  reviews
    .command('list')
    .description('List the reviews of a tracker, latest first')
    .argument('<tracker>', 'prefix of the tracker, such as AD')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  action-tracker reviews list AD')
    .action(async (prefix: string, { json }: { json: boolean }) => {
      const list = await withSession(surroundings, async (session) => {
        const { id } = await requireTracker(session, prefix);
        return session.queries.execute(new ListReviews(Scope.everything, id));
      });
      if (list.length === 0) surroundings.terminal.report(`${prefix} has no reviews yet.`);
      await printResult(surroundings.terminal, json, { json: list, lines: list.map(lineOf) });
    });
}

function addMinutes(reviews: Command, surroundings: Surroundings): void {
  reviews
    .command('minutes')
    .description('Write the minutes of a review')
    .argument('<tracker>', 'prefix of the tracker, such as AD')
    .argument('<number>', 'number of the review', reviewNumber)
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(Object.keys(FORMATS))
        .default('text'),
    )
    .addOption(
      new Option('--language <language>', 'language of headings and dates')
        .choices(MINUTES_LANGUAGES)
        .default('en'),
    )
    .option('--out <file>', 'output file; default: stdout')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample:\n  action-tracker reviews minutes AD 2 --format html --out ad-2.html',
    )
    .action(async (prefix: string, number: number, options: MinutesOptions) => {
      await writeMinutes(surroundings, { prefix, number }, options);
    });
}

async function writeMinutes(
  surroundings: Surroundings,
  { prefix, number }: { readonly prefix: string; readonly number: number },
  { format, language, out, json }: MinutesOptions,
): Promise<void> {
  const { terminal } = surroundings;
  if (json && out !== undefined) {
    throw new OperatorError('Expected --json or --out <file>, found both');
  }
  const [minutes, users] = await withSession(surroundings, async (session) => {
    const { id } = await requireTracker(session, prefix);
    const minutes = await session.queries.execute(new GetMinutes(Scope.everything, id, number));
    return [minutes, await session.users.list()] as const;
  });
  if (json) {
    await printResult(terminal, json, { json: minutes, lines: [] });
    return;
  }
  await writeOutput(terminal, out, oneOf(FORMATS[format](minutes, users, language)));
  if (out !== undefined) {
    await terminal.print(`Wrote the minutes of review ${number} of ${prefix} to ${out}.\n`);
  }
}

async function* oneOf(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}

function lineOf({ number, held_on, state, position, discussed, name }: Review): string {
  const where = position === null ? '' : ` at position ${position}`;
  return `${number}  ${held_on}  ${state}${where}  ${discussed.length} discussed  ${name}`;
}

function reviewNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a review, such as 2.');
}
