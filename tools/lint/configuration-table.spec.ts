import { readFileSync } from 'node:fs';

const namesIn = (text: string, form: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(form)].flatMap(([, name]) => name ?? []))].sort();

const code = readFileSync('libs/runtime/src/settings.ts', 'utf8');
const read = namesIn(
  code,
  /read\s*\.(?:text|secret|integer|ratio|oneOf|domains|url|timeZone)\(\s*'([A-Z_]+)'/g,
);
const table = readFileSync('docs/configuration.md', 'utf8');
const example = readFileSync('.env.example', 'utf8');

it('finds what the code reads', () => {
  expect(read.length).toBeGreaterThan(15);
});

it('is described, all of it and nothing else, in docs/configuration.md', () => {
  expect(namesIn(table, /^\| `([A-Z_]+)`/gm)).toEqual([...read, 'ACTION_TRACKER_USER'].sort());
});

it('marks the secrets, which can come as files', () => {
  const secrets = namesIn(code, /read\s*\.secret\(\s*'([A-Z_]+)'/g);
  expect(namesIn(table, /^\| `([A-Z_]+)` \(secret\)/gm)).toEqual(secrets);
});

it('is shown, all of it, in .env.example', () => {
  expect(namesIn(example, /^#?([A-Z_]+)=/gm)).toEqual(expect.arrayContaining([...read]));
});

it('is taken by the chart, except for secrets, which it mounts, and what the image decides', () => {
  const schema = JSON.parse(readFileSync('deploy/chart/values.schema.json', 'utf8')) as {
    properties: { config: { properties: object } };
  };
  const secrets = namesIn(table, /^\| `([A-Z_]+)` \(secret\)/gm);
  const fixed = ['HOST', 'PORT', 'DATA_DIR', ...secrets];
  const open = read.filter((name) => !fixed.includes(name));
  expect(Object.keys(schema.properties.config.properties).sort()).toEqual(open);
});
