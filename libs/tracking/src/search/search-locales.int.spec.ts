/** Search results do not depend on the locale that the database was created with. */
import { SEARCH_PAIRS } from '@action-tracker/contracts/testing';
import { AddNoteCommand } from '../items/add-note';
import { Application } from '../testing/application';
import { FindItems } from '../lists/find-items';
import { Scope } from '../ledger/scope';

const NOT_ASCII = /[^\0-\x7f]/;
const PAIRS = SEARCH_PAIRS.filter(({ title, query }) => NOT_ASCII.test(title + query));

/** The upper case of the sign µ is a Greek letter with a different lower case. */
const inEitherCase = (text: string): readonly string[] =>
  [text, text.toUpperCase(), text.toLowerCase()].filter(
    (written) => written.toLowerCase() === text.toLowerCase(),
  );

describe.each([
  // As created by `initdb --no-locale`: the system knows no letters outside ASCII.
  ["LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc", false],
  ["LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'pt-BR'", true],
])('in a database with %s', (locale, isKnown) => {
  let app: Application;

  beforeAll(async () => {
    app = await (await Application.open('UTC', undefined, locale)).furnish();
  });

  afterAll(() => app.close());

  it('finds letters outside ASCII in either case', async () => {
    const [{ known } = {}] = (
      await app.database.pool.query<{ known: boolean }>("SELECT lower('Ä') = 'ä' AS known")
    ).rows;
    expect(known).toBe(isKnown);
    expect(PAIRS.length).toBeGreaterThan(15);
    for (const { title, note, query, isFound } of PAIRS) {
      const { stream } = await app.createItem({ title });
      if (note !== undefined) {
        await app.command(new AddNoteCommand(stream, { content: note }, app.origin()));
      }
      for (const text of inEitherCase(query)) {
        const { items } = await app.query(new FindItems(Scope.everything, { text }));
        const ids = items.map(({ id }) => id);
        expect({ title, text, isFound: ids.includes(stream) }).toEqual({ title, text, isFound });
      }
    }
  });
});
