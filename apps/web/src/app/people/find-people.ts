/** Finds people by a few letters of their name, initials or e-mail address; case and accents do not matter. */
import type { User } from '@action-tracker/contracts';

/** How well somebody fits, the best first. */
const EXACT = 0;
const BEGINNING = 1;
const INSIDE = 2;
const NOT = 3;

/** Those who fit, the best first, and among equals in the order given. */
export function findPeople(people: readonly User[], typed: string): readonly User[] {
  const wanted = plain(typed);
  return people
    .map((user) => ({ user, fit: fitOf(user, wanted) }))
    .filter(({ fit }) => fit < NOT)
    .toSorted((a, b) => a.fit - b.fit)
    .map(({ user }) => user);
}

/** The one person that a text can mean; undefined while it may be several, or is nobody. */
export function personMeant(people: readonly User[], typed: string): User | undefined {
  const wanted = plain(typed);
  const exact = people.filter((user) => fitOf(user, wanted) === EXACT);
  const [only, ...others] = exact.length > 0 ? exact : findPeople(people, typed);
  return others.length === 0 ? only : undefined;
}

function fitOf({ name, initials, email }: User, wanted: string): number {
  const texts = [plain(name), plain(initials), plain(email)];
  if (texts.includes(wanted)) return EXACT;
  const tokens = wanted.split(' ');
  const words = texts.flatMap((text) => [text, ...text.split(/[\s'’.@_-]+/)]);
  if (tokens.every((token) => words.some((word) => word.startsWith(token)))) return BEGINNING;
  return tokens.every((token) => texts.some((text) => text.includes(token))) ? INSIDE : NOT;
}

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
