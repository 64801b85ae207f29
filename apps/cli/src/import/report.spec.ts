import { ImportReport, type RowReport } from './report';

const END = {
  ...{ tracker: 'AD', isDryRun: false, isTrackerNew: false, newUsers: [], isComplete: true },
};

async function told(
  options: { isJson: boolean; isHistory: boolean; isVerbose: boolean },
  rows: readonly RowReport[],
  end: Partial<Parameters<ImportReport['end']>[0]> = {},
  words: readonly Parameters<ImportReport['addUnknownWord']>[] = [],
) {
  const printed: string[] = [];
  const terminal = {
    isWatched: false,
    tell: () => undefined,
    print: (text: string) => Promise.resolve(void printed.push(text)),
  };
  const report = new ImportReport(terminal, options);
  for (const word of words) report.addUnknownWord(...word);
  await report.add(rows);
  await report.end({ ...END, ...end });
  return { text: printed.join(''), hasProblems: report.hasProblems };
}

const PEOPLE = { isJson: false, isHistory: false, isVerbose: false };
const ROWS: readonly RowReport[] = [
  { line: 2, outcome: 'created', item_id: 'AD-001' },
  { line: 3, outcome: 'refused', reason: 'owner: expected a value, found nothing' },
];

it('counts what became of the rows', async () => {
  const { text, hasProblems } = await told(PEOPLE, ROWS);
  expect(text).toContain('2 rows: 1 created, 1 refused');
  expect(text).toContain('owner: expected a value');
  expect(hasProblems).toBe(true);
});

it('takes a file without rows for no success', async () => {
  expect(await told(PEOPLE, [])).toEqual({
    text: '0 rows: expected rows below the header, found none\n',
    hasProblems: true,
  });
});

it('tells a refusal of many rows once, with their lines, and what to paste into the mapping', async () => {
  const problem = 'priority: expected one of High, Medium, Low; found "Urgent"';
  const rows = Array.from({ length: 200 }, (_, index) => ({
    ...({ line: index + 2, outcome: 'refused', reason: problem, problems: [problem] } as const),
  }));
  const { text } = await told(PEOPLE, rows, {}, [
    ['priority', 'Urgent'],
    ['priority', 'Urgent'],
  ]);
  expect(text).toBe(
    `200 rows (lines 2, 3, 4, 5, 6, …): refused: ${problem}\n` +
      'Say in the mapping what these words mean:\n' +
      `${JSON.stringify({ fields: { priority: { values: { Urgent: '…' } } } }, null, 2)}\n` +
      '200 rows: 200 refused\n',
  );
});

it('shows what the first rows would become, and every row when it is asked to', async () => {
  const rows = Array.from({ length: 7 }, (_, index) => ({
    ...({ line: index + 2, outcome: 'would_create', item_id: `AD-00${index + 1}` } as const),
    values: { title: 'Bolts', due: null },
  }));
  const { text } = await told(PEOPLE, rows);
  expect(text).toContain('line 2: would create AD-001: title Bolts, due –\n');
  expect(text).toContain('… and 2 more: --verbose\n');
  expect(text).not.toContain('line 8');
  expect((await told({ ...PEOPLE, isVerbose: true }, rows)).text).toContain('line 8: would create');
});

it('says whom a new user resembles', async () => {
  const email = 'joao-silva@import.invalid';
  const newUsers = [{ name: 'Joao Silva', email, resembles: 'joao@example.com' }];
  const { text } = await told(PEOPLE, ROWS, { newUsers });
  expect(text).toContain(`Perhaps joao@example.com: merge-users --from ${email} --into joao@`);
});

it('counts items where many rows make one', async () => {
  expect((await told({ ...PEOPLE, isHistory: true }, ROWS.slice(0, 1))).text).toContain('1 item: ');
});

it('tells of users, a new tracker and a file that was not read to its end', async () => {
  const newUsers = [{ name: 'Ana', email: 'ana@import.invalid' }];
  const end = { isDryRun: true, isTrackerNew: true, isComplete: false, newUsers };
  const { text } = await told(PEOPLE, [], end);
  expect(text).toContain('User would be created: Ana, ana@import.invalid\n');
  expect(text).toContain('Tracker would be opened: AD\n');
  expect(text).toContain('Import it again to finish');
  const done = await told(PEOPLE, [], { ...end, isDryRun: false });
  expect(done.text).toContain('User created: Ana');
});

it.each([[[]], [ROWS]])('is one JSON document for machines', async (rows) => {
  const { text } = await told({ ...PEOPLE, isJson: true }, rows);
  expect(JSON.parse(text)).toMatchObject({ rows, tracker: 'AD', complete: true });
});
