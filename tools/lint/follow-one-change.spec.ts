import { existsSync, readFileSync } from 'node:fs';

const [, section = ''] = readFileSync('CONTRIBUTING.md', 'utf8').split('## Follow one change\n');
const [table = ''] = section.split('\n## ');
const steps = [...table.matchAll(/^\| (\d+) +\| `([^`]+)`/gm)].map(([, number, file = '']) => ({
  number: Number(number),
  file,
}));

it('leads from the form of the client to the rows, in numbered steps', () => {
  expect(steps.length).toBeGreaterThan(20);
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
});

it.each(steps)('$file exists', ({ file }) => {
  expect(existsSync(file)).toBe(true);
});
