import type { ErrorResponse, Import, ImportPreview, Item } from '@action-tracker/contracts';
import {
  ServedApplication,
  uploadForm,
  type Answered,
  type Sent,
} from '../testing/served-application';

let served: ServedApplication;
let trackerId: number;

beforeAll(async () => {
  served = await ServedApplication.start();
  trackerId = (await served.openTracker('CL')).id;
}, 60_000);

afterAll(() => served.stop());

const send = <T>(method: string, path: string, sent?: Sent): Promise<Answered<T>> =>
  served.send<T>(method, path, sent);

const formOf = (content: string | Buffer, name = 'log.csv', tracker = trackerId): FormData =>
  uploadForm(tracker, content, name);

const upload = (content: string | Buffer, name?: string) =>
  send<Import>('POST', '/api/imports', { form: formOf(content, name) });

const refusalOf = ({ status, body }: { status: number; body: unknown }) => {
  const { code, message } = (body as ErrorResponse).error;
  return { status, code, message };
};

const LOG = [
  'No,Action,Owner,Status,Raised,Due',
  '1,Confirm the delivery date,Maria Ferreira,Open,2025-11-03,2025-12-01',
  '2,Send the test report,Ana Sousa,Closed,2025-11-04,2025-12-02',
  '3,,Ana Sousa,Closed,2025-11-04,2025-12-02',
].join('\n');

const preview = (id: string, query = ''): Promise<ImportPreview> => served.preview(id, query);
const run = (id: string): Promise<Import> => served.runImport(id);

describe('an uploaded file', () => {
  it('gets a proposal, a preview and an import, and belongs to the user who uploaded it', async () => {
    const { status, body } = await upload(LOG);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ tracker_id: trackerId, state: 'ready', problems: [], header_row: 1, exported: null },
      file: { name: 'log.csv', rows: 3 },
      mapping: { fields: { title: { column: 'Action' }, owner: { column: 'Owner' } } },
    });
    expect(body.columns.map(({ name, meaning, filled }) => [name, meaning, filled])).toEqual([
      ['No', 'id', 3],
      ['Action', 'title', 2],
      ['Owner', 'owner', 3],
      ['Status', 'status', 3],
      ['Raised', 'create_date', 3],
      ['Due', 'due_date', 3],
    ]);
    const shown = await preview(body.id);
    expect(shown.counts).toEqual({ create: 2, change: 0, same: 0, differs: 0, refused: 1 });
    expect(shown.people).toEqual([
      { name: 'Ana Sousa', email: 'ana-sousa@import.invalid', resembles: null },
    ]);
    expect(shown.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'create'],
      [3, 'create'],
      [4, 'refused'],
    ]);
    expect(shown.rows[0]?.item).toMatchObject({
      ...{ title: 'Confirm the delivery date', owner: 'Maria Ferreira', status: 'New' },
      ...{ due_date: '2025-12-01', create_date: '2025-11-03' },
    });
    expect(shown.rows[2]?.reasons).toEqual([
      { field: 'title', message: 'expected a value, found nothing', cell: null },
    ]);
    expect(await preview(body.id, '?outcome=refused')).toMatchObject({ rows: [{ line: 4 }] });
    expect(await preview(body.id, '?limit=1&after=2')).toMatchObject({
      rows: [{ line: 3 }],
      next: 3,
    });
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['GET', '/preview'],
      ['POST', '/run'],
      ['GET', '/report'],
    ]) {
      const json = method === 'PATCH' ? { create_people: false } : undefined;
      const answer = await send(`${method}`, `/api/imports/${body.id}${path}`, {
        as: 'bo',
        ...(json ? { json } : {}),
      });
      expect(answer.status).toBe(404);
    }
    expect((await send('GET', '/api/imports', { as: 'bo' })).body).toEqual([]);

    const done = await run(body.id);
    expect(done).toMatchObject({
      ...{ state: 'done', done: 3, of: 3, problem: null },
      counts: { create: 2, change: 0, same: 0, differs: 0, refused: 1 },
    });
    const report = await send('GET', `/api/imports/${body.id}/report`);
    expect(report.text.split('\r\n').slice(0, 4)).toEqual([
      'Line,Outcome,Item,Field,Cell,Message',
      '2,create,CL-001,,,',
      '3,create,CL-002,,,',
      '4,refused,,title,,"expected a value, found nothing"',
    ]);
    const batches = await send<readonly { batch: string; label: string }[]>(
      'GET',
      `/api/trackers/${trackerId}/batches`,
    );
    expect(batches.body[0]).toMatchObject({ batch: done.batch, label: 'log.csv', items: 2 });
  });

  it('changes nothing the second time, and its mapping is remembered', async () => {
    const { body } = await upload(LOG);
    expect(body.mapping_from).toBe('tracker');
    expect((await preview(body.id)).counts).toMatchObject({ create: 0, same: 2, refused: 1 });
    expect((await run(body.id)).counts).toMatchObject({ create: 0, same: 2, refused: 1 });
  });

  it('is continued by another process, and counts what the first one has done', async () => {
    const { body } = await upload(LOG.replaceAll(/^(\d)/gm, '7$1'));
    const first = await run(body.id);
    await served.continueJob(first.batch ?? '');
    const { body: again } = await send<Import>('GET', `/api/imports/${body.id}`);
    expect(again).toMatchObject({ state: 'done', batch: first.batch, counts: first.counts });
    expect((await preview(body.id)).counts).toMatchObject({ create: 0, same: 2 });
    expect((await send('GET', `/api/jobs/${first.batch}`)).status).toBe(404);
  });

  it('is the same when its request is repeated', async () => {
    const headers = { 'Idempotency-Key': 'one-file' };
    const first = await send<Import>('POST', '/api/imports', { form: formOf(LOG), headers });
    const again = await send<Import>('POST', '/api/imports', { form: formOf(LOG), headers });
    expect(again.body.id).toBe(first.body.id);
    const other = formOf(`${LOG}\n`);
    expect((await send('POST', '/api/imports', { form: other, headers })).status).toBe(422);
  });

  it('is imported once when several requests start it at the same time', async () => {
    const titles = Array.from({ length: 1_000 }, (_, n) => `Sign contract ${n}`);
    const { id: tracker } = await served.openTracker('ONCE');
    const form = formOf(['Action', ...titles].join('\n'), 'log.csv', tracker);
    const { body } = await send<Import>('POST', '/api/imports', { form });
    const path = `/api/imports/${body.id}/run`;
    const starts = await Promise.all(Array.from({ length: 5 }, () => send<Import>('POST', path)));
    const started = starts.filter(({ status }) => status === 202);
    expect(starts.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    expect(new Set(started.map((answer) => answer.body.batch)).size).toBe(1);
    const ended = await served.endOfImport(body.id);
    expect(ended).toMatchObject({ state: 'done', counts: { create: 1_000, refused: 0 } });
  });

  it('comes back after undo, and asks before it reinstates what a person withdrew', async () => {
    const log = LOG.replaceAll('Ana', 'Bea').replaceAll(/^(\d)/gm, '9$1');
    const { body } = await upload(log);
    const { batch } = await run(body.id);
    await send('POST', '/api/undo', { json: { batch } });
    const isUndone = async () =>
      (await send<Import>('GET', `/api/imports/${body.id}`)).body.is_undone;
    expect(await isUndone()).toBe(true);
    expect((await preview(body.id)).counts).toMatchObject({ create: 2, same: 0 });
    await run(body.id);
    expect(await isUndone()).toBe(false);
    const [row] = (await preview(body.id, '?outcome=same')).rows;
    await send('POST', `/api/items/${row?.item_id}/withdraw`, { json: { reason: 'Wrong' } });
    const [refused] = (await preview(body.id, '?outcome=refused')).rows;
    expect(refused).toMatchObject({ line: row?.line, offer: 'reinstate', item_id: row?.item_id });
    const json = { reinstate_lines: [row?.line] };
    await send('PATCH', `/api/imports/${body.id}`, { json });
    expect((await preview(body.id)).counts).toMatchObject({ create: 1, same: 1 });
    await run(body.id);
    const item = await send<Item>('GET', `/api/items/${row?.item_id}`);
    expect(item.body.withdrawn).toBeNull();
  });

  it('is deleted after a day', async () => {
    const { body } = await upload(LOG);
    expect(await served.deleteUploads()).toBeGreaterThan(0);
    expect((await send('GET', `/api/imports/${body.id}`)).status).toBe(404);
  });

  it('can be deleted', async () => {
    const { body } = await upload(LOG);
    expect((await send('DELETE', `/api/imports/${body.id}`)).status).toBe(204);
    expect((await send('GET', `/api/imports/${body.id}`)).status).toBe(404);
  });
});

describe('the settings of an import', () => {
  it('answers its questions, and refuses what the file or the tracker does not have', async () => {
    const log = LOG.replaceAll('Open', 'Frozen').replaceAll('2025-11-0', '04/0');
    const dated = log.replaceAll('04/03', '04/03/2025').replaceAll('04/04', '04/05/2025');
    const { body } = await upload(dated);
    const [order] = body.questions.filter(({ kind }) => kind === 'date_order');
    const [value] = body.questions.filter(({ kind }) => kind === 'value');
    expect(order).toMatchObject({ field: 'create_date', answer: null, is_answered: false });
    expect(value).toMatchObject({ field: 'status', value: 'Frozen', answer: 'New' });
    expect(body.problems).toEqual([
      'create_date: expected one of d/M/yyyy and M/d/yyyy, found both',
    ]);
    const early = await send('GET', `/api/imports/${body.id}/preview`);
    expect(refusalOf(early)).toMatchObject({ status: 409, code: 'CONFLICT' });
    const answers = { [order?.id ?? '']: 'd/M/yyyy', [value?.id ?? '']: 'Blocked' };
    const changed = await send<Import>('PATCH', `/api/imports/${body.id}`, { json: { answers } });
    expect(changed.body).toMatchObject({ problems: [], mapping_from: 'person' });
    expect(changed.body.questions.every(({ is_answered }) => is_answered)).toBe(true);
    const [row] = (await preview(body.id)).rows;
    expect(row?.item).toMatchObject({ status: 'Blocked', create_date: '2025-03-04' });
    const withPart = (part: object) => ({ mapping: { ...changed.body.mapping, ...part } });
    for (const [json, part] of [
      [{ answers: { nobody: 'x' } }, 'expected the id of a question'],
      [{ answers: { [value?.id ?? '']: 'Frozen' } }, 'expected one of New'],
      [{ actor_id: 999 }, 'expected a user'],
      [{ header_row: 99 }, 'line 99'],
      [{ colour: 'red' }, 'unknown field'],
      [{ mapping: { ...changed.body.mapping, colour: 1 } }, 'only the keys'],
      [{ mapping: { fields: {} } }, 'expected an object in file'],
      [withPart({ file: { delimiter: 5 } }), 'file.delimiter: expected one character'],
      [withPart({ file: { encoding: 'utf-7' } }), 'file.encoding: expected one of utf-8'],
      [withPart({ dates: { zone: 'UTC', formats: 'd/M/yyyy' } }), 'texts in dates.formats'],
      [withPart({ order: 'No' }), 'a list of texts in order'],
    ] as const) {
      const answer = await send('PATCH', `/api/imports/${body.id}`, { json });
      expect(refusalOf(answer)).toMatchObject({
        ...{ status: 400, code: 'VALIDATION_ERROR' },
        message: expect.stringContaining(part) as string,
      });
    }
    const incomplete = { ...changed.body.mapping, fields: {} };
    const left = await send<Import>('PATCH', `/api/imports/${body.id}`, {
      json: { mapping: incomplete },
    });
    expect(left.body.problems[0]).toContain('fields.title: expected a column or a default');
  });

  it('completes the mapping of a column that a person gives another meaning', async () => {
    const { body } = await upload(
      'What,X1,X2\nOrder parts,03/04/2026,Stuck\nCall,05/06/2026,Zzz\n',
    );
    const { mapping } = body;
    const fields = { ...mapping.fields, due_date: { column: 'X1' }, status: { column: 'X2' } };
    const json = { mapping: { ...mapping, notes: [], fields } };
    const changed = await send<Import>('PATCH', `/api/imports/${body.id}`, { json });
    const [order] = changed.body.questions.filter(({ kind }) => kind === 'date_order');
    expect(order).toMatchObject({ field: 'due_date', column: 'X1' });
    expect(changed.body.questions).toContainEqual(
      expect.objectContaining({ kind: 'value', field: 'status', value: 'Zzz' }),
    );
    expect(changed.body.problems).toHaveLength(1);
    const answers = { [order?.id ?? '']: 'M/d/yyyy' };
    const answered = await send<Import>('PATCH', `/api/imports/${body.id}`, { json: { answers } });
    expect(answered.body.problems).toEqual([]);
    const [row] = (await preview(body.id)).rows;
    expect(row?.item).toMatchObject({ due_date: '2026-03-04', status: 'Blocked' });
  });

  it('reads the file anew for another header', async () => {
    const { body } = await upload(`Client log\n\n${LOG}`);
    expect(body).toMatchObject({ header_row: 3, file: { rows: 3 } });
    expect(body.first_lines.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6]);
    const json = { header_row: 4 };
    const changed = await send<Import>('PATCH', `/api/imports/${body.id}`, { json });
    expect(changed.body).toMatchObject({ header_row: 4, file: { rows: 2 } });
    expect(changed.body.columns[1]?.name).toBe('Confirm the delivery date');
  });

  it('takes the creation date from the due date, or the day of the upload', async () => {
    const { body } = await upload(
      'Action,Owner,Due\nOne thing,Bo Lind,2025-01-05\nAnother,Bo Lind,2199-01-01\n',
    );
    const { mapping } = body;
    const fields = { ...mapping.fields, create_date: { default: 'due_date' } };
    await send('PATCH', `/api/imports/${body.id}`, { json: { mapping: { ...mapping, fields } } });
    const today = body.created_at.slice(0, 10);
    const rows = (await preview(body.id)).rows.map(({ item }) => item?.create_date);
    expect(rows).toEqual(['2025-01-05', today]);
  });
});

describe('a file that was imported with another mapping', () => {
  const log = [
    'Ref,Topic,Details,Urgency,Who',
    'a,Order parts,From the old supplier,H,Bo Lind',
    'b,Paint the door,Blue,H,Bo Lind',
    'c,Call the office,On Monday,L,Bo Lind',
  ].join('\n');

  it('offers the difference, and applies it as an act that can be undone', async () => {
    const { body } = await upload(log);
    const first = await run(body.id);
    expect(first.counts).toMatchObject({ create: 3 });
    const items = (await preview(body.id)).rows.map(({ item_id }) => item_id ?? '');
    // Meanwhile somebody changes one of the values that the new mapping changes, too.
    await send('PATCH', `/api/items/${items[1]}`, { json: { title: 'Paint both doors' } });
    const { mapping } = (await send<Import>('GET', `/api/imports/${body.id}`)).body;
    const fields = {
      ...mapping.fields,
      title: { column: ['Topic', 'Details'], join: ': ' },
      priority: { column: 'Urgency', values: { H: 'Low', L: 'High' } },
    };
    const changed = { ...mapping, fields };
    const patched = await send('PATCH', `/api/imports/${body.id}`, { json: { mapping: changed } });
    expect(patched.status).toBe(200);
    const shown = await preview(body.id);
    expect(shown.counts).toMatchObject({ differs: 3, same: 0, create: 0 });
    expect(shown.cells).toMatchObject({ conflict: 1 });
    expect(shown.rows[0]).toMatchObject({ offer: 'apply', item_id: items[0] });
    expect(shown.rows[0]?.cells).toContainEqual({
      ...{ field: 'title', base: 'Order parts', ours: 'Order parts', result: 'take' },
      ...{ theirs: 'Order parts: From the old supplier', is_taken: false, by_id: null, at: null },
    });
    expect(await preview(body.id, '?conflicts=true')).toMatchObject({ rows: [{ line: 3 }] });

    await send('PATCH', `/api/imports/${body.id}`, { json: { apply: 'all' } });
    expect((await preview(body.id)).counts).toMatchObject({ change: 3 });
    const { batch, counts } = await run(body.id);
    expect(counts).toMatchObject({ change: 3, differs: 0 });
    const read = async (id = '') => (await send<Item>('GET', `/api/items/${id}`)).body;
    expect(await read(items[0])).toMatchObject({
      ...{ title: 'Order parts: From the old supplier', priority: 'Low' },
    });
    expect(await read(items[1])).toMatchObject({ title: 'Paint both doors', priority: 'Low' });
    expect((await preview(body.id)).counts).toMatchObject({ same: 2, differs: 1, change: 0 });
    const choices = [{ line: 3, field: 'title', take: 'theirs' }];
    await send('PATCH', `/api/imports/${body.id}`, { json: { choices } });
    await run(body.id);
    expect(await read(items[1])).toMatchObject({ title: 'Paint the door: Blue' });
    expect((await preview(body.id)).counts).toMatchObject({ same: 3 });

    await send('POST', '/api/undo', { json: { batch } });
    expect(await read(items[0])).toMatchObject({ title: 'Order parts', priority: 'High' });
  });
});

describe('a file that cannot be imported', () => {
  const rows = (count: number) => `Action,Owner\n${'Do it,Bo\n'.repeat(count)}`;
  it.each([
    ['empty', '', 'a.csv', 400, 'empty file'],
    ['a web page named .xls', '<html><table></table></html>', 'a.xls', 400, 'web page (HTML)'],
    ['half a workbook', 'PK\u0003\u0004 and no more', 'a.xlsx', 400, 'incomplete file'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls', 400, 'old workbook'],
    ['too many rows', rows(50_001), 'a.csv', 413, '50000 rows'],
    ['too many columns', `${'x,'.repeat(300)}x\n1,2\n`, 'a.csv', 413, '256 columns'],
    ['too large', Buffer.alloc(20 * 1024 * 1024 + 1, 'a'), 'a.csv', 413, '20 MiB'],
    ['far too large', Buffer.alloc(22 * 1024 * 1024, 'a'), 'a.csv', 413, '20 MiB'],
  ])('is refused when it is %s', async (_, content, name, status, part) => {
    const answer = await upload(content, name);
    expect(refusalOf(answer)).toMatchObject({
      ...{ status, message: expect.stringContaining(part) as string },
    });
  });

  it('is refused in another form than one with the file and its tracker', async () => {
    const without = formOf(LOG);
    without.delete('file');
    const other = formOf(LOG);
    other.append('colour', 'red');
    const many = formOf(LOG);
    for (let index = 0; index < 50; index += 1) many.append('file', 'x');
    const wrong = formOf(LOG);
    wrong.set('tracker_id', 'CL');
    for (const form of [without, other, many, wrong]) {
      expect((await send('POST', '/api/imports', { form })).status).toBe(400);
    }
    const unknown = formOf(LOG, 'log.csv', 999);
    expect((await send('POST', '/api/imports', { form: unknown })).status).toBe(404);
    expect((await send('POST', '/api/imports', { json: {} })).status).toBe(400);
    const headers = { 'Content-Type': 'multipart/form-data; boundary=x' };
    expect((await send('POST', '/api/imports', { json: {}, headers })).status).toBe(400);
    expect((await send('POST', '/api/undo', { form: formOf(LOG) })).status).toBe(415);
  });
});
