import type { Database } from '@action-tracker/runtime';
import { openFreshDatabase } from '@action-tracker/runtime/testing';
import fc from 'fast-check';
import { arrayOf, rowsLiteral } from './row-literals';

describe('the literal of rows', () => {
  let database: Database;

  beforeAll(async () => {
    database = await openFreshDatabase();
    await database.pool.query(
      'CREATE TYPE thing AS (number int, text text, data jsonb, flag boolean)',
    );
  });

  afterAll(() => database.close());

  const read = async (literal: string) => {
    const text = 'SELECT * FROM unnest($1::thing[])';
    return (await database.pool.query<Record<string, unknown>>(text, [literal])).rows;
  };

  // PostgreSQL keeps no NUL and no half of a surrogate pair in a text.
  const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\u0000', ''));
  const thing = fc.record({
    number: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    text: fc.option(
      fc.oneof(text, fc.constantFrom('', '"', '\\', 'NULL', '{}', '(,)', ' a\n\tb ')),
    ),
    data: fc.option(fc.record({ 'k"e\\y': text })),
    flag: fc.option(fc.boolean()),
  });

  it('is read back as the same rows, whatever is in them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(thing, { maxLength: 20 }), async (things) => {
        const literal = rowsLiteral(things, ['number', 'text', 'data', 'flag']);
        expect(await read(literal)).toEqual(things);
      }),
      { numRuns: 60 },
    );
  });

  it('has null for what a row lacks, and nothing of what no column asks for', async () => {
    const literal = rowsLiteral([{ text: 'a', more: 'b' }], ['number', 'text', 'data', 'flag']);
    expect(await read(literal)).toEqual([{ number: null, text: 'a', data: null, flag: null }]);
    expect(await read(arrayOf([]))).toEqual([]);
  });
});
