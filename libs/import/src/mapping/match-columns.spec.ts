import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../read/csv-file';
import { fileOnDisk } from '../read/source-file';
import { matchColumns } from './match-columns';
import { readMapping } from './read-mapping';

const folder = mkdtempSync(join(tmpdir(), 'action-tracker-columns-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  fields: {
    title: { column: 'Action item' },
    category: { default: 'ADCS' },
    owner: { column: 'Owner' },
    priority: { default: 'Low' },
    create_date: { column: 'Opened' },
  },
};

async function match(content: string, mapping: object = MAPPING) {
  const path = join(folder, 'log.csv');
  writeFileSync(path, content);
  const { mapping: read } = readMapping(mapping);
  return matchColumns(read, await openCsv(fileOnDisk(path, 'a CSV file'), read.file));
}

it.each([
  'Action item,Owner,Opened',
  'Action\u00a0item, Owner ,Opened',
  '\u200bAction item\u200b,Owner\ufeff,Opened',
  '"Action\nitem",Owner,Opened',
])('finds the columns of %j under their own names', async (header) => {
  const { mapping, problems } = await match(`${header}\nx,Ana,2026-01-01\n`);
  expect(problems).toEqual([]);
  const [column = ''] = mapping.fields.title?.columns ?? [];
  expect(header).toContain(column);
});

it('names every column that the file does not have, and those that it has', async () => {
  const { problems } = await match('Action item,Date\n', { ...MAPPING, key: ['No'] });
  expect(problems).toEqual([
    'key: expected a column of the file, found "No"',
    'fields.owner.column: expected a column of the file, found "Owner"',
    'fields.create_date.column: expected a column of the file, found "Opened"',
    'the file has "Action item", "Date"',
  ]);
});

it('minds two columns of one name only where they are meant', async () => {
  expect((await match('Action item,Owner,Opened,Label,Label\n')).problems).toEqual([]);
  expect((await match('Action item,Owner,Opened,Owner\n')).problems).toEqual([
    'fields.owner.column: expected a column that the file has once, found "Owner" several times',
  ]);
});

it('does without a column of notes', async () => {
  const notes = [{ column: 'Notes' }, { column: 'Owner' }];
  const found = await match('Action item,Owner,Opened\n', { ...MAPPING, notes });
  expect([found.mapping.notes.length, found.problems]).toEqual([1, []]);
  expect(found.warnings).toEqual([
    'notes[0].column: expected a column of the file, found "Notes"',
    'the file has "Action item", "Owner", "Opened"',
  ]);
});

it.each([
  [
    'another separator',
    'Action item;Owner;Opened\nx;Ana;2026-01-01\n',
    /found ";": add "file": {"delimiter": ";"}/,
  ],
  ['tabs', 'Action item\tOwner\tOpened\n', /found "\\t": add/],
  [
    'lines of a title',
    'Action log 2026\n\nAction item,Owner,Opened\n',
    /found it on line 3: remove the lines above/,
  ],
  [
    'no header',
    'Tighten bolts,Ana,2026-01-01\n',
    /Expected a header line .* "Action item", found "Tighten bolts,Ana/,
  ],
])('says in one sentence that a file has %s', async (_, content, message) => {
  await expect(match(content)).rejects.toThrow(message);
});
