import { shown } from '@action-tracker/domain';
import { ImportTally, type ImportReport, type RowReport } from '@action-tracker/import';
import { ReportPrinter, type ReportOptions } from './report';

const NOW = new Date('2026-11-20T12:00:00Z');
const END = {
  ...{ tracker: 'AD', isDryRun: false, isTrackerNew: false, newUsers: [], isComplete: true },
};

async function printed(
  options: ReportOptions,
  rows: readonly RowReport[],
  end: Partial<ImportReport> = {},
  words: readonly Parameters<ImportTally['addUnknownWord']>[] = [],
) {
  const printed: string[] = [];
  const terminal = {
    isWatched: false,
    report: () => undefined,
    print: (text: string) => Promise.resolve(void printed.push(text)),
  };
  const tally = new ImportTally(NOW);
  for (const word of words) tally.addUnknownWord(...word);
  tally.add(rows);
  const printer = new ReportPrinter(terminal, options);
  await printer.rows(rows);
  const totals = tally.totals();
  await printer.end({ ...END, ...totals, ...end });
  return { text: printed.join(''), hasProblems: totals.hasProblems };
}

const PEOPLE = { isJson: false, isHistory: false, isVerbose: false };
const ROWS: readonly RowReport[] = [
  { line: 2, outcome: 'created', item_id: 'AD-001' },
  { line: 3, outcome: 'refused', reason: 'owner: expected a value, found nothing' },
];

it('counts what became of the rows', async () => {
  const { text, hasProblems } = await printed(PEOPLE, ROWS);
  expect(text).toContain('2 rows: 1 created, 1 refused');
  expect(text).toContain('owner: expected a value');
  expect(hasProblems).toBe(true);
});

it('takes a file without rows for no success', async () => {
  expect(await printed(PEOPLE, [])).toEqual({
    text: '0 rows: expected rows below the header, found none\n',
    hasProblems: true,
  });
});

it('reports a refusal of many rows once, with their lines, and what to paste into the mapping', async () => {
  const problem = 'priority: expected one of High, Medium, Low; found "Urgent"';
  const rows = Array.from({ length: 200 }, (_, index) => ({
    ...({ line: index + 2, outcome: 'refused', reason: problem, problems: [problem] } as const),
  }));
  const { text } = await printed(PEOPLE, rows, {}, [
    ['priority', 'Urgent'],
    ['priority', 'Urgent'],
  ]);
  expect(text).toBe(
    `200 rows (lines 2, 3, 4, 5, 6, …): refused: ${problem}\n` +
      'Add these words to the mapping:\n' +
      `${JSON.stringify({ fields: { priority: { values: { Urgent: 'High' } } } }, null, 2)}\n` +
      '200 rows: 200 refused\n',
  );
});

it('names the cells of a workbook', async () => {
  const problem = 'due_date: expected a value, found nothing';
  const rows = ['F2', 'F9'].map((cell, index) => ({
    ...({ line: index + 2, outcome: 'refused', problems: [problem], cells: [cell] } as const),
  }));
  expect((await printed(PEOPLE, rows)).text).toContain(
    `2 rows (cells F2, F9): refused: ${problem}\n`,
  );
  expect((await printed(PEOPLE, rows.slice(1))).text).toContain(`cell F9: refused: ${problem}\n`);
});

it('shows what the first rows would become, and every row when it is asked to', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => ({
    ...({ line: index + 2, outcome: 'would_create', item_id: `AD-00${index + 1}` } as const),
    values: { title: 'Bolts', due: null },
  }));
  const { text } = await printed(PEOPLE, rows);
  expect(text).toContain('line 2: would create AD-001: title Bolts, due –\n');
  expect(text).toContain('… and 2 more: --verbose\n');
  expect(text).not.toContain('line 8');
  expect((await printed({ ...PEOPLE, isVerbose: true }, rows)).text).toContain(
    'line 8: would create',
  );
});

it('says whom a new user resembles', async () => {
  const email = 'joao-silva@import.invalid';
  const newUsers = [{ name: 'Joao Silva', email, resembles: 'joao@example.com' }];
  const { text } = await printed(PEOPLE, ROWS, { newUsers });
  expect(text).toContain(`Perhaps joao@example.com: merge-users --from ${email} --into joao@`);
});

it('counts items where many rows make one', async () => {
  expect((await printed({ ...PEOPLE, isHistory: true }, ROWS.slice(0, 1))).text).toContain(
    '1 item: ',
  );
});

it('reports how many users there are, a new tracker and a file that was not read to its end', async () => {
  const newUsers = [{ name: 'Ana', email: 'ana@import.invalid' }];
  const end = { isDryRun: true, isTrackerNew: true, isComplete: false, newUsers };
  const { text } = await printed(PEOPLE, [], end);
  expect(text).toContain('1 user would be created; --verbose lists them\n');
  expect(text).toContain('Tracker would be opened: AD\n');
  expect(text).toContain('Import it again to finish');
  expect(text).not.toContain('found none');
  const nothing = { ...end, newUsers: [], isTrackerNew: false };
  expect((await printed(PEOPLE, [], nothing)).text).toBe('');
  const two = { ...end, isDryRun: false, newUsers: [...newUsers, ...newUsers] };
  expect((await printed(PEOPLE, [], two)).text).toContain('2 users created; --verbose');
  const verbose = await printed({ ...PEOPLE, isVerbose: true }, [], two);
  expect(verbose.text).toContain('User created: Ana, ana@import.invalid\n');
  expect(verbose.text).not.toContain('2 users');
});

describe('dates in another form than the mapping says', () => {
  const refusedDates = (values: readonly string[]) =>
    values.map((value, index) => {
      const problem = `due_date: expected a date like M/d/yy, found ${shown(value)}`;
      return { ...({ line: index + 2, outcome: 'refused' } as const), problems: [problem] };
    });
  const days = Array.from(
    { length: 28 },
    (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}`,
  );

  it('are one line with the first values, and the format that reads all of them', async () => {
    const { text } = await printed(PEOPLE, refusedDates(days));
    expect(text).toBe(
      '28 rows (lines 2, 3, 4, 5, 6, …): refused: due_date: expected a date like M/d/yy, found ' +
        '"2026-11-01", "2026-11-02", "2026-11-03", …: "yyyy-MM-dd" would fit\n28 rows: 28 refused\n',
    );
  });

  it.each([
    [['3.4.2026', '30.4.2026'], ': "d.M.yyyy" would fit'],
    [['3/4/2026', '5/6/2026'], ': "d/M/yyyy" or "M/d/yyyy" would fit'],
    [['3/31/26'], ': "M/d/yy" would fit'],
    [['5 Sept. 2025 14:00'], ': "d MMM yyyy H:mm" would fit'],
    [['2026-11-20T08:00:00+01:00'], `: "yyyy-MM-dd'T'HH:mm:ssXXX" would fit`],
    [['next week'], 'found "next week"\n'],
    [
      ['1/2/2026', 'when the review of the vendor has been held'],
      ', "when the review of the vendor has been …\n',
    ],
  ])('%j get the mapping that would read them', async (values, help) => {
    expect((await printed(PEOPLE, refusedDates(values))).text).toContain(help);
  });
});

it.each([[[]], [ROWS]])('is one JSON document for machines', async (rows) => {
  const { text } = await printed({ ...PEOPLE, isJson: true }, rows);
  expect(JSON.parse(text)).toMatchObject({ rows, tracker: 'AD', complete: true });
});
