/** A prepared statement keeps its text for as long as its connection: one name, one statement. */
import { globSync, readFileSync } from 'node:fs';

/** A name directly before its text, as in every query of the product. */
const NAMED = /\bname: (['`])([a-z_${}]+)\1,\s*text[:,]/g;

const names = globSync(['libs/*/src/**/*.ts', 'apps/{api,cli}/src/**/*.ts'])
  .filter((file) => !file.endsWith('.spec.ts'))
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(NAMED)].map(([, , name]) => ({ name, file })),
  );

it('finds the named statements', () => {
  expect(names.length).toBeGreaterThan(10);
});

it('gives no name to two statements', () => {
  const used = Object.groupBy(names, ({ name }) => name ?? '');
  const twice = Object.entries(used).filter(([, places = []]) => places.length > 1);
  expect(twice).toEqual([]);
});
