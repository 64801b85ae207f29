import { existsSync, readFileSync } from 'node:fs';

const ROW = /\| `([^`]+\.ts)`: (.+?) \|$/;

const named = readFileSync('docs/security.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, file, title] = ROW.exec(line.replace(/ +\|$/, ' |')) ?? [];
    return file === undefined || title === undefined ? [] : [{ file, title }];
  });

it('finds the tests that docs/security.md names', () => {
  expect(named.length).toBeGreaterThan(30);
});

it.each(named)('$file: $title', ({ file, title }) => {
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain(title);
});
