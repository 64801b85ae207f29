import { VerificationReport } from './verification-report';

type Ledger = Parameters<VerificationReport['add']>[0];

async function printed(isJson: boolean, ...ledgers: readonly Ledger[]) {
  const printed: string[] = [];
  const terminal = {
    isWatched: false,
    report: () => undefined,
    print: (text: string) => Promise.resolve(void printed.push(text)),
  };
  const report = new VerificationReport(terminal, isJson);
  for (const ledger of ledgers) await report.add(ledger);
  await report.end(['action_items', 'notes']);
  return { text: printed.join(''), hasDifferences: report.hasDifferences };
}

const NONE = { count: 0, first: [] };
const SOUND = {
  ...{ ledgerId: 1, prefix: 'AD', events: 7, rows: { notes: 2 }, differences: [], warnings: NONE },
};
const TORN = {
  ...{ ledgerId: 2, prefix: null, events: 0, rows: {}, warnings: NONE },
  differences: [
    { table: 'notes', key: { id: 3 }, column: 'content', live: 'x'.repeat(300), rebuilt: 'New' },
    { table: 'notes', key: { id: 4 }, column: null, live: { id: 4 }, rebuilt: null },
  ],
};

it('shows people that all is well', async () => {
  expect(await printed(false, SOUND)).toEqual({
    text:
      'AD: 7 events, 2 rows, ok\n' +
      'All is well: verified action_items, notes, 7 events and 2 rows of 1 trackers.\n',
    hasDifferences: false,
  });
});

it('shows people what differs, shortened, also in a ledger that was never opened', async () => {
  const { text, hasDifferences } = await printed(false, TORN);
  expect(hasDifferences).toBe(true);
  expect(text).toContain('ledger 2: 0 events, 0 rows, 2 differences\n');
  expect(text).toMatch(/notes \{"id":3\} content: live "x{199}…, by the ledger "New"\n/);
  expect(text).toContain('notes {"id":4}: live {"id":4}, by the ledger nothing\n');
  expect(text).toContain('2 differences: verified');
});

it('gives machines everything', async () => {
  expect(JSON.parse((await printed(true, TORN)).text)).toEqual({
    verified: ['action_items', 'notes'],
    ...{ trackers: 1, events: 0, rows: 0, differences: 2, warnings: 0 },
    ledgers: [
      {
        ...{ tracker_id: 2, prefix: null, events: 0, rows: {} },
        ...{ differences: TORN.differences, warnings: NONE },
      },
    ],
  });
});

it('counts what the rules of today would refuse, which is no difference', async () => {
  const key = { position: 4, stream: 'AD-001' };
  const found = { table: 'events', key, column: 'data', live: {} };
  const rebuilt = 'due_date: expected a date from 1970-01-01 to 2199-12-31, found "0026-01-01"';
  const warned = { ...SOUND, warnings: { count: 9, first: [{ ...found, rebuilt }] } };
  const { text, hasDifferences } = await printed(false, warned);
  expect(hasDifferences).toBe(false);
  expect(text).toBe(
    'AD: 7 events, 2 rows, ok\n' +
      '  9 events that the rules of today would refuse, and that stay as they are; the first 1:\n' +
      `    ${JSON.stringify(key)} ${rebuilt}\n` +
      'All is well: verified action_items, notes, 7 events and 2 rows of 1 trackers. Warnings: 9.\n',
  );
});
