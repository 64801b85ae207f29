/** Which of the known users the names in a file are, and which cells hold two names. */
import { nameKey } from '@action-tracker/tracking';
import { folded } from '../vocabulary/folded';
import { isPlaceholder } from '../vocabulary/placeholders';
import type { CountedValue } from './profile';

/** A user whom a name in a file may be. */
export interface KnownPerson {
  readonly name: string;
  readonly email: string;
}

/** What a word of the file stands for, if it is not simply the name of a person. */
export interface GuessedPerson {
  readonly word: string;
  readonly rows: number;
  readonly person: { readonly email: string } | { readonly name: string };
  /** Everybody who is named, or who it could be; the first is proposed. */
  readonly proposals: readonly string[];
}

const SEPARATORS = /\s*[/;\n|,]\s*|\s+(?:&|\+|and|or|und|e|y)\s+/;
/** `Silva, João`: two words, the comma in every name of the column. */
const REVERSED = /^[\p{L}'’.-]+( [\p{L}'’.-]+)?, [\p{L}'’. -]+$/u;

/** @param values of the columns that hold people */
export function guessPeople(
  values: readonly CountedValue[],
  known: readonly KnownPerson[],
): readonly GuessedPerson[] {
  const words = values.filter(({ text }) => !isPlaceholder(text));
  const withComma = words.filter(({ text }) => text.includes(','));
  const isReversed =
    withComma.length > 1 &&
    withComma.length >= words.length * 0.6 &&
    withComma.every(({ text }) => REVERSED.test(text));
  return words.flatMap(({ text, rows }) => {
    const names = isReversed ? [text] : text.split(SEPARATORS).filter((name) => name !== '');
    const [first = text, ...others] = names;
    const found = findPerson(first, known);
    if (others.length > 0) {
      const person = found ? { email: found.email } : { name: first };
      return [{ word: text, rows, person, proposals: names }];
    }
    if (!found || nameKey(found.name) === nameKey(text) || found.email === text) return [];
    return [{ word: text, rows, person: { email: found.email }, proposals: [found.email] }];
  });
}

/** The only known person with this name, without regard to accents and order, first name or initials. */
export function findPerson(word: string, known: readonly KnownPerson[]): KnownPerson | undefined {
  const wanted = folded(word);
  const tests: readonly ((person: KnownPerson) => boolean)[] = [
    ({ email }) => email.toLowerCase() === word.trim().toLowerCase(),
    ({ name }) => folded(name) === wanted,
    ({ name }) => sorted(folded(name)) === sorted(wanted),
    ({ email }) => folded(email.split('@')[0] ?? '') === wanted,
    ({ name }) => folded(name).split(' ')[0] === wanted,
    ({ name }) => initials(name) === wanted.replaceAll(' ', '') && wanted.length >= 2,
  ];
  for (const test of tests) {
    const [person, ...others] = known.filter(test);
    if (person && others.length === 0) return person;
    if (others.length > 0) return undefined;
  }
  return undefined;
}

const sorted = (text: string): string => text.split(' ').sort().join(' ');

const initials = (name: string): string =>
  folded(name)
    .split(' ')
    .map((word) => word.slice(0, 1))
    .join('');
