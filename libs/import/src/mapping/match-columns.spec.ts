import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../read/csv-file';
import { fileOnDisk } from '../read/source-file';
import { matchColumns, openMapped } from './match-columns';
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
  const opened = await openMapped(read, (format) =>
    openCsv(fileOnDisk(path, 'a CSV file'), format),
  );
  const matched = matchColumns(opened.mapping, opened.file);
  const { value: row } = (await opened.file.rows.next()) as { value?: { line: number } };
  return { ...matched, row };
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

it('finds a column with a name that several have by its position', async () => {
  const fields = { ...MAPPING.fields, owner: { column: 'Owner (column 2)' } };
  const found = await match('Action item,Owner,Owner,Opened\n', { ...MAPPING, fields });
  expect([found.problems, found.mapping.fields.owner?.columns]).toEqual([[], ['Owner']]);
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

it('finds the header below lines of a title, and remembers where', async () => {
  const content = 'Action log 2026\n\nAction item,Owner,Opened\nx,Ana,2026-01-01\n';
  const { mapping, problems, row } = await match(content);
  expect([problems, mapping.file.header, row?.line]).toEqual([[], 3, 4]);
});

it('takes the header from where the mapping says that it is', async () => {
  const mapping = { ...MAPPING, file: { header: 2 } };
  const content = 'Owner,Owner\nAction item,Owner,Opened\nx,Ana,2026-01-01\n';
  expect((await match(content, mapping)).row?.line).toBe(3);
  await expect(match('Action item,Owner,Opened\n', mapping)).rejects.toThrow(
    /Expected the header of .* on line 2, found no such line/,
  );
  await expect(match('a,"b\nb",c\nx\n', mapping)).rejects.toThrow(
    /on line 2, found no row that starts there/,
  );
});

it('calls the columns by their letters where the mapping says that there is no header', async () => {
  const fields = { ...MAPPING.fields, title: { column: 'A' }, owner: { column: 'B' } };
  const mapping = {
    ...MAPPING,
    file: { header: 0 },
    fields: { ...fields, create_date: { column: 'C' } },
  };
  const { problems, row } = await match('Tighten bolts,Ana,2026-01-01\nx\n', mapping);
  expect([problems, row]).toEqual([[], { line: 1, cells: expect.any(Map) }]);
});

it.each([
  [
    'another separator',
    'Action item;Owner;Opened\nx;Ana;2026-01-01\n',
    /found ";": add "file": {"delimiter": ";"}/,
  ],
  ['tabs', 'Action item\tOwner\tOpened\n', /found "\\t": add/],
  [
    'no header',
    'Tighten bolts,Ana,2026-01-01\n',
    /Expected a header line .* "Action item", found "Tighten bolts,Ana/,
  ],
])('says in one sentence that a file has %s', async (_, content, message) => {
  await expect(match(content)).rejects.toThrow(message);
});
