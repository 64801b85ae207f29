import type { Person } from '@action-tracker/contracts';
import { findPeople, personMeant } from './find-people';

const user = (id: number, name: string, initials: string, email: string): Person => ({
  ...{ id, name, initials, email, merged_into_id: null, site_role: 'member', is_active: true },
  created_at: '2026-01-01T00:00:00.000Z',
});

const PEOPLE = [
  user(1, 'Ana Souza', 'AS', 'ana@example.com'),
  user(2, 'Anaís Conceição', 'AC', 'anais@example.com'),
  user(3, 'Jun Kawasaki', 'JK', 'j.kawasaki@partner.example'),
  user(4, 'Maria Fitzgerald', 'MF', 'mf@example.com'),
  user(5, 'Assis Moura', 'AM', 'assis@example.com'),
];

const names = (typed: string) => findPeople(PEOPLE, typed).map(({ name }) => name);

describe('people', () => {
  it.each([
    ['by the beginning of any word of a name', 'kawa', ['Jun Kawasaki']],
    ['by several words, in any order', 'fitz mar', ['Maria Fitzgerald']],
    ['without accents', 'conceicao', ['Anaís Conceição']],
    ['with accents that the name has not', 'márIA', ['Maria Fitzgerald']],
    ['by initials, before those who begin so', 'as', ['Ana Souza', 'Assis Moura', 'Jun Kawasaki']],
    ['by an e-mail address', 'j.kawasaki@', ['Jun Kawasaki']],
    ['by a part of the e-mail address', 'partner', ['Jun Kawasaki']],
    ['by letters inside a name, last', 'gerald', ['Maria Fitzgerald']],
    ['by nothing that they have', 'zzz', []],
  ])('are found %s', (_, typed, found) => {
    expect(names(typed)).toEqual(found);
  });

  it.each([
    ['jun', 3],
    ['AS', 1],
    ['Ana Souza', 1],
    ['anais@example.com', 2],
    ['an', undefined],
    ['zzz', undefined],
  ])('are meant alone, or nobody is: %s', (typed, id) => {
    expect(personMeant(PEOPLE, typed)?.id).toBe(id);
  });
});
