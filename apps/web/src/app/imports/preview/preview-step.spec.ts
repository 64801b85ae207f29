import { inputBinding } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Import, type ImportCell } from '@action-tracker/contracts';
import { IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { answer, configureClient, elementOf, open, sent, textOf } from '../../testing/page';
import { ImportStore } from '../api/import-store';
import { aPreview, anImport, aRow, IMPORT_ID } from '../testing/an-import';
import { PreviewStep } from './preview-step';

const PATH = IMPORT_PATHS.one(IMPORT_ID);
const PREVIEW = IMPORT_PATHS.preview(IMPORT_ID);

const aCell = (given: Partial<ImportCell>): ImportCell => ({
  ...{ field: 'status', base: 'New', theirs: 'Blocked', ours: 'New', result: 'take' },
  ...{ by_id: null, at: null, is_taken: true },
  ...given,
});
const AT = '2026-11-20T09:00:00.000Z';
const CONFLICT = aCell({ result: 'conflict', ours: 'TBC', by_id: 2, at: AT, is_taken: false });
const COUNTS = { create: 1, change: 1, same: 3, differs: 1, refused: 1 };

async function step(given: Partial<Import> = {}, preview = aPreview({ counts: COUNTS })) {
  const shown = anImport(given);
  TestBed.inject(ImportStore).show(IMPORT_ID);
  (await sent('GET', PATH)).flush(shown);
  const answers = { [PREVIEW]: preview };
  const fixture = await open(PreviewStep, [inputBinding('import', () => shown)], answers);
  const element = elementOf(fixture);
  const texts = (selector: string) => [...element.querySelectorAll(selector)].map(textOf);
  const click = (text: string) => {
    const controls = [...element.querySelectorAll<HTMLElement>('button, label')];
    controls.find((control) => textOf(control).startsWith(text))?.click();
  };
  const changed = async (): Promise<unknown> => {
    const request = await sent('PATCH', PATH);
    request.flush(shown);
    await answer(fixture, answers);
    return request.request.body;
  };
  return { fixture, texts, click, changed };
}

describe('the preview of an import', () => {
  beforeEach(() => configureClient());

  it.each([
    // 5 of 7 rows have the number of an item, and 2 have none.
    ['', { create: 2, change: 0, same: 5, differs: 0, refused: 0 }, {}],
    ['4 rows have the number of', { create: 6, change: 0, same: 1, differs: 0, refused: 0 }, {}],
    ['1 row has the number of', { create: 3, change: 0, same: 4, differs: 0, refused: 0 }, {}],
    ['', { create: 7, change: 0, same: 0, differs: 0, refused: 0 }, { is_history: true }],
  ] as const)('warns of items that would be there twice: "%s"', async (said, counts, given) => {
    const { texts } = await step({ known_ids: 5, ...given }, aPreview({ counts }));
    expect(texts('.callout').join()).toMatch(said === '' ? /^$/ : new RegExp(`^${said}`));
  });

  it('counts what the rows become, and shows those of one outcome', async () => {
    const { texts, click } = await step();
    expect(texts('.filters button')).toEqual([
      ...['All 7', 'New 1', 'Changed 1', 'Same 3', 'Differs 1', 'Refused 1'],
    ]);
    click('Refused');
    const request = await sent('GET', `${PREVIEW}?after=0&limit=100&outcome=refused`);
    expect(request.cancelled).toBe(false);
  });

  it('says what is wrong in the cell, and with the row', async () => {
    const reasons = [
      { field: 'due_date', message: 'expected a date, found "soon"', cell: 'F14' },
      { field: 'row', message: 'more cells than the header', cell: null },
    ];
    const rows = [aRow(14, { outcome: 'refused', item: null, reasons })];
    const { texts } = await step({}, aPreview({ counts: COUNTS, rows }));
    expect(texts('td.due_date .reason')).toEqual(['F14: expected a date, found "soon"']);
    expect(texts('td.outcome .reason')).toEqual(['more cells than the header']);
    expect(texts('.run')).toEqual(['Import 2 rows 1 refused row is left out.']);
  });

  it('names the people who will be created', async () => {
    const people = [
      { name: 'Ana', email: 'ana@import.invalid', resembles: 'as@example.com' },
      { name: 'Lena Vogt', email: 'l@import.invalid', resembles: null },
    ];
    const { texts } = await step({}, aPreview({ people }));
    expect(texts('at-preview-step > p, p')).toContain(
      '2 people will be created: Ana (perhaps as@example.com?) and Lena Vogt',
    );
  });

  it('offers to reinstate a withdrawn item, and to apply a difference', async () => {
    const rows = [
      aRow(3, { outcome: 'refused', item_id: 'AD-001', offer: 'reinstate' }),
      aRow(4, { outcome: 'differs', item_id: 'AD-002', offer: 'apply' }),
    ];
    const { click, changed } = await step({}, aPreview({ counts: COUNTS, rows }));
    click('Reinstate');
    expect(await changed()).toEqual({ reinstate_lines: [3] });
    click('Take this row');
    expect(await changed()).toEqual({ apply: 'chosen', apply_lines: [4] });
    click('Change 1 item to what');
    expect(await changed()).toEqual({ apply: 'all', apply_lines: [] });
  });

  it('takes back what was asked for', async () => {
    const rows = [
      aRow(3, { outcome: 'create', item_id: 'AD-001' }),
      aRow(4, { outcome: 'change', item_id: 'AD-002', offer: 'apply' }),
    ];
    const asked = { reinstate_lines: [3], apply: 'chosen', apply_lines: [4] } as const;
    const { click, changed } = await step(asked, aPreview({ counts: COUNTS, rows }));
    click('Leave it withdrawn');
    expect(await changed()).toEqual({ reinstate_lines: [] });
    click('Leave the item as it is');
    expect(await changed()).toEqual({ apply: 'chosen', apply_lines: [] });
  });

  it('asks again for the order of dates, and says what else is missing', async () => {
    const order = 'due_date: expected one of two, found both';
    const title = 'fields.title: expected a column or a default, found nothing';
    const { texts } = await step({ problems: [order, title] });
    expect(texts('.question legend')).toEqual(['Which comes first in “Due”?']);
    expect(texts('.callout li')).toEqual([
      order,
      'Title: choose a column, or what rows without one get, in the step “Columns”.',
    ]);
  });

  it('has nothing to import when all rows are the same', async () => {
    const counts = { create: 0, change: 0, same: 3, differs: 0, refused: 0 };
    const { texts } = await step({}, aPreview({ counts, rows: [] }));
    expect(texts('.run button')).toEqual(['Nothing to import']);
    expect(texts('.preview td')).toEqual(['No rows to show.']);
  });
});

describe('a workbook that comes back', () => {
  beforeEach(() => configureClient());

  const exported = {
    ...{ position: 40, as_of: AT, missing_columns: ['Category'] },
    renamed_columns: [{ from: 'Owner', to: 'Who' }],
  };
  const rows = [
    aRow(2, {
      ...{ outcome: 'change', item_id: 'AD-001' },
      cells: [aCell({ field: 'priority', ours: 'High', theirs: 'Low' }), CONFLICT],
    }),
    aRow(3, {
      ...{ outcome: 'change', item_id: 'AD-002' },
      cells: [aCell({ field: 'latest_note', ours: null, theirs: 'Sent' })],
    }),
  ];
  const preview = aPreview({
    ...{ counts: COUNTS, rows, missing: ['AD-009'] },
    cells: { take: 2, keep: 1, conflict: 1 },
  });

  it('says what it is compared with, and what it lacks', async () => {
    const { texts } = await step({ exported }, preview);
    const said = texts('p').join(' ');
    expect(said).toContain('downloaded from this tracker on 11/20/2026');
    expect(said).toContain('“Owner” seems to have been renamed to “Who”.');
    expect(said).toContain('Category');
    expect(said).toContain('AD-009');
    expect(said).toContain('2 values taken, 1 kept');
  });

  it('shows both sides of a conflict, and takes the one that is chosen', async () => {
    const { texts, click, changed } = await step({ exported }, preview);
    expect(texts('td.priority del')).toEqual(['High']);
    expect(texts('td.outcome')[1]).toContain('empty becomes Sent');
    expect(texts('.conflict label')).toEqual([
      'In the file: Blocked Maria Fitzgerald',
      'Now, by Jun Kawasaki: TBC 3 hours ago',
    ]);
    click('In the file');
    expect(await changed()).toEqual({ choices: [{ line: 2, field: 'status', take: 'theirs' }] });
  });

  it('shows only conflicts when asked', async () => {
    const { click } = await step({ exported }, preview);
    click('Only conflicts');
    const request = await sent('GET', `${PREVIEW}?after=0&limit=100&conflicts=true`);
    expect(request.cancelled).toBe(false);
  });

  it('is the work of the person who is chosen', async () => {
    const { fixture, changed } = await step({ exported }, preview);
    const list = elementOf(fixture).querySelector('select');
    if (list) list.value = '2';
    list?.dispatchEvent(new Event('change'));
    expect(await changed()).toEqual({ actor_id: 2 });
  });
});
