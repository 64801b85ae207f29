import { TestBed } from '@angular/core/testing';
import { inputBinding } from '@angular/core';
import { HttpErrorResponse } from '@angular/common/http';
import { Router } from '@angular/router';
import { API_PATHS, type Import } from '@action-tracker/contracts';
import { IMPORT_FILE_MAX_BYTES, IMPORT_PATHS } from '@action-tracker/contracts/imports';
import { DroppedFile } from '../../platform/files/dropped-file';
import { SEND_FILE, type Sent } from '../../platform/files/send-file';
import { Polling } from '../../platform/polling/polling';
import { OwnActs } from '../../platform/own-acts/own-acts';
import { refusal } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  sent,
  settled,
  textOf,
} from '../../testing/page';
import { aPreview, anImport, aRow, IMPORT_ID } from '../testing/an-import';
import { ImportPage } from './import-page';

const PATH = IMPORT_PATHS.one(IMPORT_ID);
const PREVIEW = IMPORT_PATHS.preview(IMPORT_ID);

async function page(given: Partial<Import> = {}, step?: string, preview = aPreview()) {
  const inputs = [
    inputBinding('trackerId', () => 1),
    inputBinding('importId', () => IMPORT_ID),
    inputBinding('step', () => step),
  ];
  const shown = anImport(given);
  const fixture = await open(ImportPage, inputs, { [PATH]: shown, [PREVIEW]: preview });
  const element = elementOf(fixture);
  const texts = (selector: string) => [...element.querySelectorAll(selector)].map(textOf);
  const select = (label: string, value: string) => {
    const list = element.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`);
    if (!list) throw new Error(`Expected a list "${label}"`);
    list.value = value;
    list.dispatchEvent(new Event('change'));
  };
  /** Takes the next change of the import, and answers with the import. */
  const changed = async (more: Partial<Import> = {}): Promise<unknown> => {
    const request = await sent('PATCH', PATH);
    request.flush({ ...shown, ...more });
    await answer(fixture, { [PREVIEW]: preview });
    return request.request.body;
  };
  return { fixture, element, texts, select, changed };
}

describe('choosing a file to import', () => {
  const FILE = new File(['Action\nSign'], 'log.csv');

  async function fileStep(given: Sent, file?: File) {
    TestBed.configureTestingModule({
      providers: [
        {
          provide: SEND_FILE,
          useValue: (_: string, form: FormData, onProgress: (part: number) => void) => {
            onProgress(0.5);
            expect(form.get('tracker_id')).toBe('1');
            return Promise.resolve(given);
          },
        },
      ],
    });
    if (file) TestBed.inject(DroppedFile).file.set(file);
    const inputs = [inputBinding('trackerId', () => 1)];
    const answers = {
      [IMPORT_PATHS.all]: [anImport({ state: 'done' })],
      [PATH]: anImport(),
    };
    const fixture = await open(ImportPage, inputs, answers);
    return { fixture, alert: () => textOf(elementOf(fixture).querySelector('[role=alert]')) };
  }

  beforeEach(() => configureClient());

  it('sends a file that was dropped, and goes on with what it holds', async () => {
    await fileStep({ body: anImport() }, FILE);
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}`);
  });

  it('takes a file that is dropped on the page', async () => {
    const { fixture } = await fileStep({ body: anImport() });
    const drop = new Event('drop', { bubbles: true });
    Object.assign(drop, { dataTransfer: { types: ['Files'], files: [FILE] } });
    document.dispatchEvent(drop);
    await answer(fixture, { [PATH]: anImport() });
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}`);
  });

  it('says what is wrong with a file', async () => {
    const details = [{ field: 'file', message: 'this is an old .xls; save it as .xlsx' }];
    const error = refusal('VALIDATION_ERROR', 'Not accepted', { details });
    const { alert } = await fileStep(new HttpErrorResponse({ status: 400, error }), FILE);
    expect(alert()).toBe('log.csv cannot be imported. this is an old .xls; save it as .xlsx');
  });

  it('says what is wrong with a file in its own words where the server names it', async () => {
    const error = refusal('PAYLOAD_TOO_LARGE', 'found 300', { file_flaw: 'too_many_columns' });
    const { alert } = await fileStep(new HttpErrorResponse({ status: 413, error }), FILE);
    expect(alert()).toMatch(/^log\.csv cannot be imported\. The file has too many columns/);
  });

  it('names the limits that the server or the browser found exceeded', async () => {
    const error = refusal('PAYLOAD_TOO_LARGE', 'Too many rows');
    const { alert } = await fileStep(new HttpErrorResponse({ status: 413, error }), FILE);
    expect(alert()).toContain('at most 20 MiB and 50,000 rows');
  });

  it('does not send what is too large', async () => {
    const large = new File([], 'large.csv');
    Object.defineProperty(large, 'size', { value: IMPORT_FILE_MAX_BYTES + 1 });
    const { alert } = await fileStep(new HttpErrorResponse({ status: 500 }), large);
    expect(alert()).toContain('large.csv is too large');
  });

  it('says that the server did not answer', async () => {
    const { alert } = await fileStep(new HttpErrorResponse({ status: 0 }), FILE);
    expect(alert()).toContain('The server did not answer');
  });

  it('lists the files of the last day, and removes one', async () => {
    const { fixture } = await fileStep({ body: anImport() });
    expect(textOf(elementOf(fixture).querySelector('.recent li'))).toBe(
      'log.csv 3 hours ago Show the result Remove',
    );
    press(fixture, 'Remove');
    (await sent('DELETE', PATH)).flush(null);
    await answer(fixture, { [IMPORT_PATHS.all]: [] });
    expect(elementOf(fixture).querySelector('.recent')).toBeNull();
  });
});

describe('the header of a file', () => {
  beforeEach(() => configureClient());

  it('is chosen among its first rows', async () => {
    const { element, changed, texts } = await page();
    expect(texts('.is-header td')).toEqual(['2', 'Action', 'Status']);
    element.querySelector<HTMLElement>('.first-lines tr')?.click();
    expect(await changed({ header_row: 1 })).toEqual({ header_row: 1 });
    expect(texts('.is-header td').slice(0, 2)).toEqual(['1', 'Vendor log']);
    expect(texts('.is-warning')).toEqual(['2 rows are hidden']);
  });

  it('can be missing, and is on the sheet that is chosen', async () => {
    const { element, changed } = await page({ sheets: ['Log', 'Old'], sheet: 'Log' });
    const [none] = element.querySelectorAll<HTMLInputElement>('.choice input');
    none?.click();
    expect(await changed()).toEqual({ header_row: 0 });
    const list = element.querySelector('select');
    if (list) list.value = 'Old';
    list?.dispatchEvent(new Event('change'));
    expect(await changed()).toEqual({ sheet: 'Old' });
  });

  it('is that of a log of changes when it is said to be', async () => {
    const { element, changed } = await page();
    element.querySelector<HTMLInputElement>('[type=checkbox]')?.click();
    expect(await changed()).toEqual({ is_history: true });
  });

  it('leads on to the columns', async () => {
    const { fixture } = await page();
    press(fixture, 'Continue');
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}?step=columns`);
  });
});

describe('the columns of a file', () => {
  beforeEach(() => configureClient());

  it('show what they were guessed to be, and why', async () => {
    const { texts } = await page({ mapping_from: 'tracker' }, 'columns');
    expect(texts('at-map-columns > table .why')).toEqual(['its heading, 97 % sure', '', '', '']);
    expect(texts('.samples')[0]).toBe('Sign Test Ship');
    expect(texts('at-map-columns > p')).toHaveLength(2);
  });

  it('are moved, one after the other, without losing a change', async () => {
    const { select, changed, texts } = await page({}, 'columns');
    select('“Area” becomes', 'title');
    await new Promise((resolve) => setTimeout(resolve));
    select('“Status” becomes', 'note');
    expect(await changed()).toMatchObject({
      mapping: { fields: { title: { column: ['Action', 'Area'] } } },
    });
    expect(texts('.aside, .becomes .soft')).toEqual(['joined to the title', 'joined to the title']);
    expect(await changed()).toMatchObject({ mapping: { notes: [{ column: 'Status' }] } });
  });

  it('ask for the order of day and month, with what both would mean', async () => {
    const { element, texts, changed } = await page({}, 'columns');
    expect(texts('.question tbody tr')).toEqual([
      '03/04/26 Row 3 Fri, Apr 3, 2026 Wed, Mar 4, 2026',
    ]);
    element.querySelector<HTMLInputElement>('.question input')?.click();
    expect(await changed()).toEqual({ answers: { order: 'd/M/yyyy' } });
  });

  it('have a fallback for rows without a value', async () => {
    const { element, select, changed } = await page({}, 'columns');
    select('Category of rows without one', 'Systems');
    expect(await changed()).toMatchObject({
      mapping: { fields: { category: { default: 'Systems' } } },
    });
    select('Date raised of rows without one', 'day');
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    expect(element.querySelector<HTMLInputElement>('[type=date]')?.value).toBe('2026-11-20');
    await changed();
    select('Owner of rows without one', '');
    const body = await changed();
    expect(body).not.toHaveProperty('mapping.fields.owner.default');
  });

  it('say that one of them has to be the title', async () => {
    const { title: _title, ...fields } = anImport().mapping.fields;
    const { texts } = await page({ mapping: { ...anImport().mapping, fields } }, 'columns');
    expect(texts('.callout')).toEqual([
      'No column holds the title of the items yet. Choose one below.',
    ]);
  });

  it('recognise a row again', async () => {
    const { element, changed } = await page({}, 'columns');
    const key = element.querySelector<HTMLSelectElement>('label.settings select');
    if (key) key.value = 'Action';
    key?.dispatchEvent(new Event('change'));
    expect(await changed()).toMatchObject({ mapping: { key: ['Action'] } });
  });

  it('say why the server refuses a change, and show what it has', async () => {
    const { fixture, element, select } = await page({}, 'columns');
    select('“Area” becomes', 'id');
    const details = [{ field: 'mapping', message: 'expected numbers' }];
    const refused = refusal('VALIDATION_ERROR', 'Not accepted', { details });
    (await sent('PATCH', PATH)).flush(refused, { status: 400, statusText: 'Bad Request' });
    await answer(fixture, { [PATH]: anImport() });
    expect(textOf(element.querySelector('[role=alert]'))).toContain('Expected numbers');
    const list = element.querySelector<HTMLSelectElement>('[aria-label="“Area” becomes"]');
    expect(list?.value).toBe('kept');
  });
});

describe('the words and people of a file', () => {
  beforeEach(() => configureClient());

  it('are matched to ours, each once', async () => {
    const { texts, select, changed } = await page({}, 'values');
    expect(texts('h2')).toEqual(['Values and people', 'Status, from “Status”', 'People']);
    select('“Frozen” becomes', 'Blocked');
    expect(await changed()).toEqual({ answers: { frozen: 'Blocked' } });
    select('“Anything else” becomes', 'TBC');
    expect(await changed()).toMatchObject({
      mapping: { fields: { status: { otherwise: 'TBC' } } },
    });
    select('“J. Kawa” becomes', 'jk@example.com');
    expect(await changed()).toEqual({ answers: { jun: 'jk@example.com' } });
  });

  it('can mean nothing', async () => {
    const { select, changed } = await page({}, 'values');
    select('“Frozen” becomes', '');
    expect(await changed()).toMatchObject({ mapping: { no_value: ['Frozen'] } });
  });

  it('are not created when that is not wanted', async () => {
    const { element, changed } = await page({}, 'values');
    element.querySelector<HTMLInputElement>('[type=checkbox]')?.click();
    expect(await changed()).toEqual({ create_people: false });
  });

  it('are accepted as proposed by going on', async () => {
    const { fixture, changed } = await page({}, 'values');
    press(fixture, 'Continue');
    expect(await changed()).toEqual({ answers: { frozen: 'New', jun: 'J. Kawa' } });
  });

  it('keep a choice that is on its way when going on', async () => {
    const { fixture, select, changed } = await page({}, 'values');
    select('“Frozen” becomes', 'Blocked');
    press(fixture, 'Continue');
    const questions = anImport().questions.map((question) =>
      question.id === 'frozen' ? { ...question, answer: 'Blocked', is_answered: true } : question,
    );
    expect(await changed({ questions })).toEqual({ answers: { frozen: 'Blocked' } });
    expect(await changed({ questions })).toEqual({ answers: { jun: 'J. Kawa' } });
  });

  it('need no decision when all are known', async () => {
    const { texts } = await page({ questions: [] }, 'values');
    expect(texts('p.soft')).toContain(
      'Every value of the file is known. There is nothing to decide here.',
    );
  });
});

describe('an import', () => {
  beforeEach(() => configureClient());

  it('starts, shows its progress, and what came of it', async () => {
    const { fixture, element, texts } = await page({}, 'preview');
    press(fixture, 'Import 2 rows');
    (await sent('POST', IMPORT_PATHS.run(IMPORT_ID))).flush(anImport({ state: 'running' }));
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}`);
    expect(textOf(element.querySelector('.progress'))).toContain('0 of 4 rows');
    const counts = { create: 2, change: 0, same: 0, differs: 0, refused: 1 };
    await new Promise((resolve) => setTimeout(resolve, 550));
    const done = anImport({ state: 'done', counts, batch: 'b-1' });
    // The address has no step any more.
    await answer(fixture, { [PATH]: done, [PREVIEW]: aPreview() });
    expect(texts('h1')).toEqual(['Import a spreadsheet']);
  });

  it('says how many rows became what, and is undone where all undos are', async () => {
    const counts = { create: 2, change: 0, same: 0, differs: 0, refused: 1 };
    const { fixture, texts } = await page({ state: 'done', counts, batch: 'b-1' });
    expect(texts('dl > div')).toEqual([
      ...['New 2', 'Changed 0', 'Same 0', 'Differs 0', 'Refused 1'],
    ]);
    press(fixture, 'Undo the import');
    expect(TestBed.inject(OwnActs).asked()).toEqual({ batch: 'b-1' });
    press(fixture, 'Show why');
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}?step=preview`);
  });

  it('says that it was undone as soon as the undo is done, and offers to import again', async () => {
    const counts = { create: 2, change: 0, same: 0, differs: 0, refused: 1 };
    const ended = { state: 'done', counts, batch: 'b-1' } as const;
    const { fixture, texts } = await page(ended);
    expect(texts('.result h2')).toEqual(['Imported']);
    const asked = TestBed.inject(Polling).askNow();
    await answer(fixture, { [PATH]: anImport({ ...ended, is_undone: true }) });
    await asked;
    await settled(fixture);
    expect(texts('.result h2')).toEqual(['Undone']);
    press(fixture, 'Import again');
    await settled(fixture);
    expect(TestBed.inject(Router).url).toBe(`/trackers/1/import/${IMPORT_ID}?step=preview`);
  });

  it('says why it stopped', async () => {
    const { texts } = await page({ state: 'failed', problem: 'the database went away' });
    expect(texts('.result .callout')[0]).toContain('the database went away');
  });

  it('says why it cannot start', async () => {
    const { fixture, element } = await page({}, 'preview');
    press(fixture, 'Import 2 rows');
    const refused = refusal('CONFLICT', 'another import runs');
    const conflict = { status: 409, statusText: 'Conflict' };
    (await sent('POST', IMPORT_PATHS.run(IMPORT_ID))).flush(refused, conflict);
    await answer(fixture, {});
    expect(textOf(element.querySelector('[role=alert]'))).toContain('another import runs');
  });

  it('is gone after a day', async () => {
    const inputs = [inputBinding('trackerId', () => 1), inputBinding('importId', () => IMPORT_ID)];
    const fixture = TestBed.createComponent(ImportPage, { bindings: inputs });
    const gone = { status: 404, statusText: 'Not Found' };
    (await sent('GET', PATH)).flush(refusal('NOT_FOUND', 'Import not found'), gone);
    await answer(fixture, { [API_PATHS.me]: {}, [API_PATHS.trackers]: [] });
    expect(textOf(elementOf(fixture).querySelector('.state h2'))).toBe(
      'This file is not here any more',
    );
  });

  it('shows the first rows again when there are more pages', async () => {
    const rows = [aRow(3)];
    const { fixture, element, texts } = await page({}, 'preview', aPreview({ rows, next: 3 }));
    press(fixture, 'Next rows');
    await answer(fixture, { [PREVIEW]: aPreview({ rows: [aRow(4)] }) });
    expect(texts('.preview tbody th')).toEqual(['4']);
    press(fixture, 'Previous rows');
    await answer(fixture, { [PREVIEW]: aPreview({ rows, next: 3 }) });
    expect(element.querySelectorAll('.preview tbody tr')).toHaveLength(1);
  });
});
