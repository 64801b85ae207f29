import { offeredCategories } from '@action-tracker/domain';
import {
  fileOnDisk,
  guessFile,
  type Guess,
  type GuessedColumn,
  type Question,
} from '@action-tracker/import';
import { OperatorError, readUtf8File } from '@action-tracker/runtime';
import { ListTrackers, Scope } from '@action-tracker/tracking';
import type { Session } from '../session';

export interface GuessOptions {
  readonly file: string;
  readonly tracker: string;
  /** E-mail of the importer. */
  readonly as: string | undefined;
  /** A mapping whose parts replace those of the guess. */
  readonly mappingFile: string | undefined;
  /** Also says why each column has its field. */
  readonly isVerbose: boolean;
}

/**
 * Prints the mapping that a file seems to need on stdout, and what it is based on on stderr.
 *
 * @throws OperatorError, ImportRefused if the file or the mapping cannot be read
 */
export async function takeGuess(session: Session, options: GuessOptions): Promise<void> {
  const { clock, queries, settings, terminal, interruption, users } = session;
  const trackers = await queries.execute(new ListTrackers(Scope.everything));
  const found = trackers.find(({ prefix }) => prefix === options.tracker);
  const guess = await guessFile(
    {
      ...{ file: fileOnDisk(options.file, 'a CSV or .xlsx file'), format: {}, isLimited: false },
      ...{ now: clock.now(), today: clock.today(), zone: settings.timeZone },
      ...{ users: await users.list(), importer: options.as },
      mayKeepNumbers: (found?.next_number ?? 1) === 1,
      ...(found ? { categories: offeredCategories(found.categories) } : {}),
    },
    () => interruption.stopIfRequested('nothing was written.'),
  );
  for (const line of linesOf(guess, options.isVerbose)) terminal.report(line);
  const written = options.mappingFile === undefined ? {} : readJson(options.mappingFile);
  await terminal.print(`${JSON.stringify(merged(guess.mapping, written), null, 2)}\n`);
}

type Json = Readonly<Record<string, unknown>>;

function readJson(path: string): Json {
  try {
    return JSON.parse(readUtf8File(path)) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`Expected a mapping file as JSON at ${path}: ${reason}`);
  }
}

/** Parts of the mapping that are written take precedence; fields and people one by one. */
function merged(guessed: object, written: Json): Json {
  const parts = Object.entries({ ...guessed, ...written }).map(([name, value]) => {
    const before: unknown = Reflect.get(guessed, name);
    const isMerged = isObject(before) && isObject(value);
    return [name, isMerged ? { ...before, ...value } : value] as const;
  });
  return Object.fromEntries(parts);
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What people read beside the mapping. */
export function linesOf(guess: Guess, isVerbose: boolean): readonly string[] {
  const { rows, columns, questions, isHistory, warnings } = guess;
  const mapped = columns.filter(({ meaning }) => meaning !== null);
  return [
    ...warnings.map((warning) => `Warning: ${warning}`),
    `${rows} rows, ${columns.length} columns, of which ${mapped.length} become fields or notes; ` +
      'the others are kept in the first note.',
    ...(isVerbose ? columns : mapped).map(aboutColumn),
    ...(isHistory ? ['Each row is a change of an item: import with --history.'] : []),
    ...questions.map(aboutQuestion),
  ];
}

const MEANINGS: Readonly<Record<string, string>> = {
  closed: 'status_date (when it was closed)',
  updated: 'status_date (when it was updated)',
  updated_by: 'changed_by',
  note: 'notes',
};

function aboutColumn({ name, meaning, confidence, reasons }: GuessedColumn): string {
  if (meaning === null) return `  ${shown(name)}: no field`;
  const why = reasons
    .map(({ kind, share }) => `${kind.replace('_', ' ')} ${percent(share)}`)
    .join(', ');
  const field = MEANINGS[meaning] ?? meaning;
  return `  ${shown(name)}: ${field}, ${percent(confidence)} sure (${why})`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const shown = (text: string): string => JSON.stringify(text);

function aboutQuestion({ kind, field, value, rows, proposals, examples }: Question): string {
  const [first, ...others] = proposals;
  const count = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  switch (kind) {
    case 'date_order': {
      const dates = (examples ?? []).map(
        (example) => `${shown(example.value)} (line ${example.line})`,
      );
      return (
        `? ${field}: does the day or the month come first in ${dates.join(', ')}? ` +
        `Leave one of ${proposals.map(shown).join(' and ')} in its formats (${count}).`
      );
    }
    case 'value':
      return `? ${field}: ${shown(value ?? '')} (${count}) is taken for ${first}. Or: ${others.join(', ')}`;
    case 'person':
      return `? ${field}: ${shown(value ?? '')} (${count}) is taken for ${first}${others.length > 0 ? `, not ${others.join(', ')}` : ''}.`;
    case 'date_fallback':
      return `? ${field}: ${count} without a value get ${first}. Or: ${others.join(', ')}`;
    case 'missing':
      return first === undefined
        ? `? ${field}: no column holds it; the mapping needs one, or a default.`
        : `? ${field}: no column holds it; all items get ${first}.`;
  }
}
