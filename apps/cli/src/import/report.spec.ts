import { ImportReport, type RowReport } from './report';

const END = {
  ...{ tracker: 'AD', isDryRun: false, isTrackerNew: false, newUsers: [], isComplete: true },
};

async function told(
  options: { isJson: boolean; isHistory: boolean },
  rows: readonly RowReport[],
  end: Partial<Parameters<ImportReport['end']>[0]> = {},
) {
  const printed: string[] = [];
  const terminal = {
    isWatched: false,
    tell: () => undefined,
    print: (text: string) => Promise.resolve(void printed.push(text)),
  };
  const report = new ImportReport(terminal, options);
  await report.add(rows);
  await report.end({ ...END, ...end });
  return { text: printed.join(''), hasProblems: report.hasProblems };
}

const PEOPLE = { isJson: false, isHistory: false };
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

it('says that there was nothing to do', async () => {
  expect(await told(PEOPLE, [])).toEqual({ text: '0 rows: nothing to do\n', hasProblems: false });
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
  const { text } = await told({ isJson: true, isHistory: false }, rows);
  expect(JSON.parse(text)).toMatchObject({ rows, tracker: 'AD', complete: true });
});
