import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { API_PATHS } from '@action-tracker/contracts';
import { A_TRACKER, anItem, refusal } from '../../testing/answers';
import {
  answer,
  configureClient,
  elementOf,
  open,
  press,
  settled,
  textOf,
} from '../../testing/page';
import { AllItems } from './all-items';
import { ListView } from '../view/list-view';

const OWN = [
  { key: 'Optics', name: 'Optics', retired: false },
  { key: 'Thermal', name: 'Thermal', retired: true },
];
const TRACKERS = [
  A_TRACKER,
  { ...A_TRACKER, id: 2, prefix: 'SP', name: 'Sun Power', categories: OWN },
];
const ITEMS = [
  anItem({ title: '=1+1', create_date: '2026-01-16' }),
  // Jun's, under the name of a user who was merged into him.
  anItem({ id: 'SP-001', tracker_id: 2, title: 'Solar panel', owner_id: 4, created_by_id: 4 }),
  anItem({ id: 'SP-002', tracker_id: 2, number: 2, title: 'Hinge, left', due_date: null }),
];

async function allItems() {
  const fixture = await open(AllItems, [], {
    [API_PATHS.items]: ITEMS,
    [API_PATHS.trackers]: TRACKERS,
  });
  await settled(fixture);
  const element = elementOf(fixture);
  const texts = (selector: string) => [...element.querySelectorAll(selector)].map(textOf);
  return { fixture, element, texts };
}

describe('all items', () => {
  beforeEach(() => {
    localStorage.clear();
    configureClient();
  });

  it('say which tracker each belongs to', async () => {
    const { texts } = await allItems();
    expect(texts('td.id')).toEqual(['AD-001', 'SP-001', 'SP-002']);
    expect(texts('td.tracker_id')).toEqual(['AD Astro Digital', 'SP Sun Power', 'SP Sun Power']);
  });

  it('offer the categories of all trackers, but no retired one that nothing has', async () => {
    const { fixture, texts } = await allItems();
    press(fixture, 'Category');
    await settled(fixture);
    const offered = texts('at-facet-menu [data-panel] label');
    expect(offered[0]).toBe('Programmatic 3');
    expect(offered.slice(5)).toEqual(['ConOps 0', 'Optics 0']);
  });

  it('are narrowed by tracker, with the trackers and their counts to choose from', async () => {
    const { fixture, texts } = await allItems();
    press(fixture, 'Tracker');
    await settled(fixture);
    expect(texts('at-facet-menu [data-panel] label')).toEqual([
      'AD Astro Digital 1',
      'SP Sun Power 2',
    ]);
    const [, second] = elementOf(fixture).querySelectorAll<HTMLElement>('[data-panel] input');
    second?.click();
    await settled(fixture);
    expect(texts('td.id')).toEqual(['SP-001', 'SP-002']);
    expect(texts('.count[role=status]')).toEqual(['2 of 3 items']);
  });

  it('are grouped by tracker', async () => {
    const { fixture, texts } = await allItems();
    TestBed.inject(ListView).groupBy('tracker_id');
    await settled(fixture);
    expect(texts('tr.group')).toEqual(['AD Astro Digital 1', 'SP Sun Power 2']);
  });

  it('become a spreadsheet that computes nothing and knows who was merged into whom', async () => {
    const { fixture } = await allItems();
    const { file, name } = await download(() => press(fixture, 'Export CSV'));
    expect(name).toBe('action-items-all-2026-11-20.csv');
    expect(await textIn(file)).toBe(
      [
        '\uFEFFID,Title,Created,Created by,Due date,Category,Owner,Priority,Status,Last update,Latest note',
        "AD-001,'=1+1,2026-01-16,Maria Fitzgerald,2026-12-24,Programmatic,Maria Fitzgerald,Medium,In Progress,2026-01-16T12:00:00.000Z,",
        'SP-001,Solar panel,2026-01-16,Jun Kawasaki,2026-12-24,Programmatic,Jun Kawasaki,Medium,In Progress,2026-01-16T12:00:00.000Z,',
        'SP-002,"Hinge, left",2026-01-16,Maria Fitzgerald,TBD,Programmatic,Maria Fitzgerald,Medium,In Progress,2026-01-16T12:00:00.000Z,',
        '',
      ].join('\r\n'),
    );
  });

  it('become a workbook that the server writes, of the same items', async () => {
    const { fixture } = await allItems();
    const saved = download(() => press(fixture, 'XLSX'));
    const { request, flush } = await workbook();
    expect(request.headers.get('Accept')).toContain('spreadsheetml');
    expect(request.params.toString()).toBe('');
    const name = 'items-as-of-20261120T120000Z.xlsx';
    const headers = { 'Content-Disposition': `attachment; filename="${name}"` };
    flush(bytesOf('PK'), { headers });
    expect((await saved).name).toBe(name);
  });

  it('say why they could not become a workbook', async () => {
    const { fixture } = await allItems();
    press(fixture, 'XLSX');
    const { flush } = await workbook();
    const refused = refusal('RATE_LIMITED', 'Too many');
    flush(bytesOf(JSON.stringify(refused)), { status: 429, statusText: 'Too Many' });
    await answer(fixture, {});
    expect(textOf(elementOf(fixture).querySelector('[role=alert]'))).toContain(
      'The workbook was not downloaded. Too many requests',
    );
  });

  it('say what a workbook cannot hold, before they ask the server', async () => {
    const { fixture } = await allItems();
    const view = TestBed.inject(ListView);
    view.narrow({ ...view.current().filter, due: ['overdue', 'tbd'] });
    await settled(fixture);
    press(fixture, 'XLSX');
    await answer(fixture, {});
    expect(textOf(elementOf(fixture).querySelector('[role=alert]'))).toBe(
      'The workbook was not downloaded. It can be limited to one due date filter: choose one, or download CSV.',
    );
  });
});

const bytesOf = (text: string): ArrayBuffer =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;

/** The request for a workbook, whose code is loaded first. */
async function workbook() {
  const backend = TestBed.inject(HttpTestingController);
  for (;;) {
    const [found] = backend.match(({ responseType }) => responseType === 'arraybuffer');
    if (found) return { request: found.request, flush: found.flush.bind(found) };
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** What the browser would save: jsdom has no addresses for files, and no downloads. */
async function download(start: () => void): Promise<{ file: Blob; name: string }> {
  const { promise, resolve } = Promise.withResolvers<{ file: Blob; name: string }>();
  let file = new Blob();
  URL.createObjectURL = (made: Blob) => {
    file = made;
    return 'blob:file';
  };
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = function () {
    resolve({ file, name: this.download });
  };
  start();
  const saved = await promise;
  Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
  return saved;
}

/** With its byte order mark, which a reader of text would leave out. */
async function textIn(file: Blob): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string | ArrayBuffer | null>();
  const reader = new FileReader();
  reader.addEventListener('load', () => resolve(reader.result));
  reader.readAsArrayBuffer(file);
  const bytes = await promise;
  if (!(bytes instanceof ArrayBuffer)) throw new Error('Expected bytes');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
