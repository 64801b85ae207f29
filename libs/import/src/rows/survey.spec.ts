import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMapping } from '../mapping/read-mapping';
import { surveyFile } from './survey';
import { fileOnDisk } from '../read/source-file';

const folder = mkdtempSync(join(tmpdir(), 'action-tracker-survey-'));
afterAll(() => rmSync(folder, { recursive: true }));

function survey(rows: string, { highestNumber = 0, formats = ['yyyy-MM-dd'] } = {}) {
  const path = join(folder, 'log.csv');
  writeFileSync(path, `No,Due\n${rows}`);
  const fields = { id: { column: 'No' }, due_date: { column: 'Due' } };
  const { mapping } = readMapping({ dates: { formats }, fields });
  const context = { mapping, prefix: 'AD', now: new Date('2026-11-20T12:00:00Z') };
  const file = fileOnDisk(path, 'a CSV file');
  return surveyFile({ file, context, highestNumber, onPiece: () => undefined });
}

it.each([
  ['nothing', '', 0, 100_000],
  ['numbers that follow each other', '1,\n2,\n', 0, 100_002],
  ['ids without zeros', 'AD-7,\n', 0, 100_007],
  ['a slip of a digit', '1,\n999999999,\n', 0, 100_001],
  ['steps that are wide', '90000,\n180000,\n', 0, 280_000],
  ['a tracker that is far already', '250001,\n', 200_000, 350_001],
  ['a slip in a tracker that has none', '7,\n300000000,\n', 6, 100_007],
])('knows how far the numbers of %s reach', async (_, rows, highestNumber, reach) => {
  expect(await survey(rows, { highestNumber })).toBe(reach);
});

it('asks which of two formats is meant where both fit, and the days differ', async () => {
  const formats = ['M/d/yyyy', 'd/M/yyyy'];
  expect(await survey('1,5/5/2026\n2,31/1/2026\n', { formats })).toBe(100_002);
  await expect(survey('1,5/5/2026\n2,3/4/2026\n', { formats })).rejects.toThrow(
    'line 3, due_date: is "3/4/2026" 2026-03-04, or 2026-04-03 as d/M/yyyy reads it? ' +
      'Leave only one of these formats in the mapping. Nothing was written.',
  );
});
