/**
 * Guesses what each column means, from its heading and from what it holds. Every pair of a column
 * and a meaning gets a score; the best pairs are taken first.
 */
import { COLUMN_MEANINGS, headingScore, type ColumnMeaning } from '../vocabulary/headings';
import { isPlaceholder } from '../vocabulary/placeholders';
import { isKnownWord, type WordField } from '../vocabulary/words';
import type { DateColumn } from './guess-dates';
import type { ColumnProfile } from './profile';

/** Why a column has its meaning: the share that its heading or its values contribute, 0 to 1. */
export interface Reason {
  readonly kind: 'heading' | 'dates' | 'words' | 'people' | 'numbers' | 'few_values' | 'text';
  readonly share: number;
}

export interface GuessedColumn {
  readonly name: string;
  /** Position in the file from 0. */
  readonly index: number;
  /** `null`: no field; its values are kept in the first note. */
  readonly meaning: ColumnMeaning | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly samples: readonly string[];
}

/** A pair with a lower score is no guess. */
const MIN_SCORE = 0.42;
const HEADING_WEIGHT = 0.62;
const WORDS_MAX = 40;
const CLEAR_HEADING = 0.85;

interface Scored {
  readonly column: ColumnProfile;
  readonly meaning: ColumnMeaning;
  readonly score: number;
  readonly reasons: readonly Reason[];
}

/**
 * Guesses the meaning of each column.
 *
 * @param isBare whether the table has no header, so that only values can tell
 * @returns a guess for each column, in the order of the file
 */
export function guessColumns(
  columns: readonly ColumnProfile[],
  dates: ReadonlyMap<string, DateColumn>,
  isBare = false,
): readonly GuessedColumn[] {
  const firstDate = isBare ? columns.find(({ name }) => isDate(dates.get(name))) : undefined;
  const hasTwoDates = columns.filter(({ name }) => isDate(dates.get(name))).length > 1;
  const scored = columns.flatMap((column) =>
    COLUMN_MEANINGS.map((meaning) => {
      const pair = scoreOf(column, meaning, { date: dates.get(column.name), isBare });
      // Of two dates the first is when something was raised, and the second when it is due.
      const isOther =
        firstDate !== undefined && (meaning === 'create_date') !== (column === firstDate);
      return isOther && hasTwoDates && isDateMeaning(meaning) ? { ...pair, score: 0 } : pair;
    }),
  );
  const taken = new Map<string, Scored>();
  // Something has to be the title, so notes come last.
  takeBest(
    scored.filter(({ meaning }) => meaning !== 'note'),
    taken,
  );
  takeBest(
    scored.filter(({ meaning }) => meaning === 'note'),
    taken,
  );
  requireTitle(columns, taken, dates);
  return columns.map((column) => guessOf(column, taken.get(column.name)));
}

const isDateMeaning = (meaning: ColumnMeaning): boolean =>
  ['due_date', 'create_date', 'closed', 'updated'].includes(meaning);

function takeBest(scored: readonly Scored[], taken: Map<string, Scored>): void {
  const meanings = new Set<ColumnMeaning>();
  for (const pair of scored.toSorted((a, b) => b.score - a.score)) {
    const { column, meaning, score } = pair;
    if (score < MIN_SCORE || taken.has(column.name) || meanings.has(meaning)) continue;
    taken.set(column.name, pair);
    if (meaning !== 'note') meanings.add(meaning);
  }
}

function guessOf(column: ColumnProfile, found: Scored | undefined): GuessedColumn {
  const { name, index, samples } = column;
  if (!found) return { name, index, samples, meaning: null, confidence: 0, reasons: [] };
  const { meaning, score, reasons } = found;
  return { name, index, samples, meaning, confidence: Math.min(score, 1), reasons };
}

/** Every item has a title: without a column for it, the one with most text. */
function requireTitle(
  columns: readonly ColumnProfile[],
  taken: Map<string, Scored>,
  dates: ReadonlyMap<string, DateColumn>,
): void {
  if ([...taken.values()].some(({ meaning }) => meaning === 'title')) return;
  const [best] = columns
    .filter(({ name }) => ['note', undefined].includes(taken.get(name)?.meaning))
    .filter(({ name }) => !/by$/i.test(name))
    .map((column) => ({ column, share: textShare(column, dates.get(column.name)) }))
    .filter(({ column, share }) => share > 0 && isFilled(column))
    .toSorted((a, b) => b.share - a.share);
  if (!best) return;
  const reasons = [{ kind: 'text', share: best.share } as const];
  taken.set(best.column.name, { column: best.column, meaning: 'title', score: 0.3, reasons });
}

interface Circumstances {
  readonly date: DateColumn | undefined;
  readonly isBare: boolean;
}

function scoreOf(
  column: ColumnProfile,
  meaning: ColumnMeaning,
  { date, isBare }: Circumstances,
): Scored {
  const heading = isBare ? 0 : headingScore(headingOf(column), meaning);
  const content =
    column.filled === 0 ? emptyContent(heading) : CONTENT[meaning](column, date, heading);
  const nothing = { column, meaning, score: 0, reasons: [] };
  if (content === undefined || heading + content.share === 0) return nothing;
  const reasons: Reason[] = [
    { kind: 'heading', share: heading },
    { kind: content.kind, share: content.share },
  ];
  const score = isBare
    ? bareScore(column, meaning, content)
    : heading * HEADING_WEIGHT + content.share * (1 - HEADING_WEIGHT);
  return { column, meaning, score, reasons: reasons.filter(({ share }) => share > 0) };
}

/** Without the position that tells columns of one name apart. */
const headingOf = ({ name }: ColumnProfile): string => name.replace(/ ?\(column \d+\)$/, '');

/** Without a heading, a column gets only a meaning that its values leave no doubt about. */
function bareScore(column: ColumnProfile, meaning: ColumnMeaning, { share }: Reason): number {
  const isRepeated = column.distinct <= column.filled * 0.6;
  const isAllowed = {
    ...{
      id: true,
      title: !isRepeated || column.averageChars > 15,
      due_date: true,
      create_date: true,
    },
    ...{ status: true, priority: true, category: share > 0.6, owner: isRepeated && share > 0.8 },
    ...{ created_by: false, closed: false, updated: false, updated_by: false, note: false },
  };
  // Words of a status look like people, too.
  return isAllowed[meaning] ? share * (meaning === 'owner' ? 0.5 : 0.7) : 0;
}

/** An empty column is judged by its heading alone, which has to be clear. */
const emptyContent = (heading: number): Reason | undefined =>
  heading < CLEAR_HEADING ? undefined : { kind: 'text', share: 0 };

type Content = (
  column: ColumnProfile,
  date: DateColumn | undefined,
  heading: number,
) => Reason | undefined;

/** What the values say: a share, or `undefined` if they cannot have the meaning. */
const CONTENT: Readonly<Record<ColumnMeaning, Content>> = {
  id: (column) => {
    const share = shareOf(column, (text) =>
      /^[\p{L}.]{0,12}[-_#. /]{0,2}\d{1,9}([-.]\d{1,4})?$/u.test(text),
    );
    const isUnique = column.distinct >= column.filled * 0.95;
    return share < 0.9 || !isUnique ? undefined : { kind: 'numbers', share };
  },
  title: (column, date) => {
    const share = textShare(column, date);
    return share === 0 || !isFilled(column) ? undefined : { kind: 'text', share };
  },
  due_date: dateContent,
  create_date: pastContent,
  closed: pastContent,
  updated: pastContent,
  status: (column) => wordContent(column, 'status'),
  priority: (column) => wordContent(column, 'priority'),
  category: (column, date, heading) => {
    if (isDate(date)) return undefined;
    const words = wordContent(column, 'category');
    if (words && words.share > 0.4) return words;
    // A "type" or "client" whose values are no categories is something else.
    const isFew = column.distinct <= WORDS_MAX && column.averageChars <= 40;
    return isFew && heading >= CLEAR_HEADING ? { kind: 'few_values', share: 0.5 } : undefined;
  },
  owner: peopleContent,
  created_by: peopleContent,
  updated_by: peopleContent,
  note: (column, date) => {
    if (isDate(date) || isNumeric(column)) return undefined;
    const isRepeated = column.averageChars < 8 && column.distinct < column.filled * 0.3;
    return { kind: 'text', share: isRepeated ? 0 : Math.min(column.averageChars / 60, 1) };
  },
};

const isDate = (date: DateColumn | undefined): boolean => (date?.share ?? 0) > 0.6;

function dateContent(_: ColumnProfile, date: DateColumn | undefined): Reason | undefined {
  return date && date.share >= 0.5 ? { kind: 'dates', share: date.share } : undefined;
}

/** What has happened is not in the future. */
function pastContent(column: ColumnProfile, date: DateColumn | undefined): Reason | undefined {
  return date?.hasFuture === true ? undefined : dateContent(column, date);
}

function wordContent(column: ColumnProfile, field: WordField): Reason | undefined {
  if (column.distinct > WORDS_MAX || column.averageChars > 60) return undefined;
  const share = shareOf(column, (text) => isKnownWord(field, text));
  const isNumber = shareOf(column, (text) => /^[\d.,%]+$/.test(text)) > 0.5;
  return isNumber && share < 0.8 ? undefined : { kind: 'words', share };
}

function peopleContent(column: ColumnProfile, date: DateColumn | undefined): Reason | undefined {
  if (isDate(date) || isNumeric(column) || column.averageChars > 60) return undefined;
  return { kind: 'people', share: shareOf(column, looksLikePerson) };
}

/** One to four words that may be a name, initials, a user name or an e-mail address. */
const looksLikePerson = (text: string): boolean =>
  /^[\p{L}.'’-]+( [\p{L}.'’()-]+){0,4}(\s*[/,;&+]\s*[\p{L}.'’ -]+)*$/u.test(text) ||
  /^\S+@\S+$/.test(text) ||
  /^[a-z][\w.-]{2,30}$/i.test(text);

/** How much a column looks like the titles of different things. */
function textShare(column: ColumnProfile, date: DateColumn | undefined): number {
  if (column.filled === 0 || isDate(date) || isNumeric(column)) return 0;
  const words = shareOf(column, (text) => /\p{L}\S* +\S/u.test(text));
  const different = column.distinct / column.filled;
  const length = Math.min(column.averageChars / 20, 1);
  return words * 0.5 + different * 0.25 + length * 0.25;
}

const isFilled = ({ filled, wordyRows }: ColumnProfile): boolean => filled >= wordyRows / 2;

const isNumeric = (column: ColumnProfile): boolean =>
  shareOf(column, (text) => /^[-+\d.,%$€ ]+$/.test(text)) > 0.8;

/** Share of the rows with a value, apart from placeholders, whose value passes the test. */
function shareOf(column: ColumnProfile, test: (text: string) => boolean): number {
  let [passed, all] = [0, 0];
  for (const { text, rows } of column.values) {
    const isPassed = test(text);
    // "Open" means no owner in a column of owners, but it is a status in a column of statuses.
    if (!isPassed && isPlaceholder(text)) continue;
    all += rows;
    if (isPassed) passed += rows;
  }
  return all === 0 ? 0 : passed / all;
}
