/** Finds people by part of their name, initials or e-mail; ignores case and accents. */
import type { Person } from '@action-tracker/contracts';

/** Match quality, best first. */
const EXACT = 0;
const BEGINNING = 1;
const INSIDE = 2;
const NOT = 3;

/** The matching people, best match first; ties keep the given order. */
export function findPeople(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = plain(typed);
  return people
    .map((user) => ({ user, fit: fitOf(user, wanted) }))
    .filter(({ fit }) => fit < NOT)
    .toSorted((a, b) => a.fit - b.fit)
    .map(({ user }) => user);
}

/** The only person that a text can refer to; undefined while it is ambiguous or matches nobody. */
export function personMeant(people: readonly Person[], typed: string): Person | undefined {
  const wanted = plain(typed);
  const exact = people.filter((user) => fitOf(user, wanted) === EXACT);
  const [only, ...others] = exact.length > 0 ? exact : findPeople(people, typed);
  return others.length === 0 ? only : undefined;
}

function fitOf({ name, initials, email }: Person, wanted: string): number {
  // Guests see no addresses.
  const texts = [name, initials, ...(email === undefined ? [] : [email])].map(plain);
  if (texts.includes(wanted)) return EXACT;
  const tokens = wanted.split(' ');
  const words = texts.flatMap((text) => [text, ...text.split(/[\s'’.@_-]+/)]);
  if (tokens.every((token) => words.some((word) => word.startsWith(token)))) return BEGINNING;
  return tokens.every((token) => texts.some((text) => text.includes(token))) ? INSIDE : NOT;
}

const plain = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/\s+/g, ' ').trim().toLowerCase();
