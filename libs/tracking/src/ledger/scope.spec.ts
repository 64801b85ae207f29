import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, '..');
const QUERY = /export class (\w+) extends Query<[^{]*\{\s*constructor\(\s*([^)]*)/g;

it('is the first thing that every query asks for', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const queries = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(SOURCES, file), 'utf8');
      const found = [...text.matchAll(QUERY)];
      expect([file, text.split(' extends Query<').length - 1]).toEqual([file, found.length]);
      return found.map(([, name, parameters]) => ({ name, parameters }));
    });
  expect(queries.length).toBeGreaterThan(20);
  for (const { name, parameters } of queries) {
    expect([name, parameters]).toEqual([name, expect.stringMatching(/^readonly scope: Scope/)]);
  }
});
