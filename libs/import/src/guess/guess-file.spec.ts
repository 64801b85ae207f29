import { writeXlsx } from 'hucre/xlsx';
import { readMapping } from '../mapping/read-mapping';
import { memoryFile } from '../testing/memory-file';
import { guessFile, type GuessRequest } from './guess-file';

const USERS = [
  { name: 'Maria Ferreira', email: 'maria@example.com' },
  { name: 'João Silva', email: 'joao@example.com' },
];
const REQUEST = {
  ...{ format: {}, isLimited: true, now: new Date('2026-11-29T12:00:00Z'), today: '2026-11-29' },
  ...{ zone: 'UTC', users: USERS, importer: 'maria@example.com', mayKeepNumbers: true },
};

async function guess(content: string | Uint8Array, request: Partial<GuessRequest> = {}) {
  const guessed = await guessFile({ ...REQUEST, file: memoryFile(content), ...request });
  const { problems } = readMapping(guessed.mapping, guessed.isHistory ? 'change' : 'item');
  expect(problems).toEqual([]);
  const meanings = Object.fromEntries(guessed.columns.map(({ name, meaning }) => [name, meaning]));
  return {
    ...guessed,
    meanings,
    asked: guessed.questions.map(({ kind, field }) => `${kind} ${field}`),
  };
}

it('maps an action log with our words and others, and asks about those that it does not know', async () => {
  const { mapping, meanings, questions } = await guess(
    'Action log\n\nNo,Action,Type,Responsible,Raised,Due,Prio,State,Remarks,Cost\n' +
      '1,Check the bolts,Mechanical,Maria Ferreira,2026-01-05,2026-02-01,H,Open,first,5\n' +
      '2,Ask the vendor,Software,n/a,2026-01-06,TBD,Critical,On hold,second,6\n' +
      '3,Write the plan,Gardening,Joao Silva,2026-01-07,,medium,Frozen,third,7\n',
  );
  expect(meanings).toEqual({
    ...{ No: 'id', Action: 'title', Type: 'category', Responsible: 'owner', Raised: 'create_date' },
    ...{ Due: 'due_date', Prio: 'priority', State: 'status', Remarks: 'note', Cost: null },
  });
  expect(mapping).toEqual({
    file: { delimiter: ',', encoding: 'utf-8', header: 3 },
    dates: { zone: 'UTC' },
    no_value: ['n/a', 'TBD'],
    key: ['No'],
    fields: {
      id: { column: 'No' },
      title: { column: 'Action' },
      category: {
        ...{ column: 'Type', values: { Software: 'SW / Ops' } },
        ...{ otherwise: 'Programmatic', default: 'Programmatic' },
      },
      priority: {
        ...{ column: 'Prio', values: { H: 'High', Critical: 'High' } },
        ...{ otherwise: 'Medium', default: 'Medium' },
      },
      status: {
        ...{ column: 'State', values: { Open: 'New', 'On hold': 'Blocked' } },
        ...{ otherwise: 'New', default: 'New' },
      },
      owner: { column: 'Responsible', default: 'maria@example.com' },
      due_date: { column: 'Due', formats: ['yyyy-MM-dd'] },
      create_date: { column: 'Raised', formats: ['yyyy-MM-dd'], default: '2026-11-29' },
    },
    notes: [{ column: 'Remarks' }],
    people: { 'Joao Silva': { email: 'joao@example.com' } },
  });
  expect(questions.map(({ kind, value, rows }) => [kind, value, rows])).toEqual([
    ['value', 'Gardening', 1],
    ['value', 'Frozen', 1],
    ['person', 'Joao Silva', 1],
  ]);
});

it('proposes the categories of the tracker', async () => {
  const { mapping, questions } = await guess(
    'Action,Category\nCheck the bolts,Thermal\nAsk the vendor,Thermal\nWrite the plan,Optics\n',
    { categories: ['Thermal', 'GNC'] },
  );
  expect(mapping.fields.category).toEqual({
    ...{ column: 'Category', otherwise: 'Thermal', default: 'Thermal' },
  });
  expect(questions).toContainEqual(
    expect.objectContaining({ value: 'Optics', proposals: ['Thermal', 'GNC'] }),
  );
});

it('understands Portuguese headings and words, semicolons and Windows-1252', async () => {
  const text =
    'Nº;Ação;Responsável;Data de abertura;Prazo;Prioridade;Situação;Observações\n' +
    '1;Verificar parafusos;Ana;13/01/2026;03/02/2026;Alta;Em andamento;ok\n' +
    '2;Perguntar ao fornecedor;Bruno;14/01/2026;04/02/2026;Média;Concluída;feito\n';
  const { mapping, meanings, asked } = await guess(Buffer.from(text, 'latin1'));
  expect(Object.values(meanings)).toEqual([
    ...['id', 'title', 'owner', 'create_date', 'due_date', 'priority', 'status', 'note'],
  ]);
  expect(mapping.file).toEqual({ delimiter: ';', encoding: 'windows-1252', header: 1 });
  expect(mapping.fields.due_date?.formats).toEqual(['d/M/yyyy']);
  expect(mapping.fields.status?.values).toEqual({
    ...{ 'Em andamento': 'In Progress', Concluída: 'Complete' },
  });
  expect(asked).toEqual(['missing category']);
});

it('asks for the order of day and month with three rows, and proposes both', async () => {
  const rows = ['1/2/2026', '3/4/2026', '5/5/2026', '6/7/2026', '8/9/2026'];
  const { mapping, questions } = await guess(
    `Action,Owner,Due date\n${rows.map((date, n) => `Do thing ${n},Ana,${date}\n`).join('')}`,
  );
  expect(mapping.fields.due_date?.formats).toEqual(['d/M/yyyy', 'M/d/yyyy']);
  expect(questions.find(({ kind }) => kind === 'date_order')).toEqual({
    ...{ kind: 'date_order', field: 'due_date', column: 'Due date', rows: 4 },
    proposals: ['d/M/yyyy', 'M/d/yyyy'],
    examples: [
      { line: 2, value: '1/2/2026' },
      { line: 3, value: '3/4/2026' },
      { line: 5, value: '6/7/2026' },
    ],
  });
});

it('takes the first of two names for the owner, and asks', async () => {
  const { mapping, questions } = await guess(
    'Action,Owner\nDo this,Ana / Ben\nDo that,João & Maria\nDo more,"Ana, Ben and Cleo"\n',
  );
  expect(mapping.people).toEqual({
    'Ana / Ben': { name: 'Ana' },
    'João & Maria': { email: 'joao@example.com' },
    'Ana, Ben and Cleo': { name: 'Ana' },
  });
  const people = questions.filter(({ kind }) => kind === 'person');
  expect(people.map(({ proposals }) => proposals.length)).toEqual([2, 2, 3]);
});

it('splits a diary into notes, and knows their authors by their initials', async () => {
  const { mapping, asked } = await guess(
    'Action,Owner,Comments\n' +
      'Do this,Ana,"01/26/2026 MF: sent\n01/27/2026 XY: back"\nDo that,Ana,1/2 MF - asked\nDo more,Ana,\n',
  );
  expect(mapping.notes).toEqual([{ column: 'Comments', dated: ['M/d/yyyy'] }]);
  expect(mapping.people).toEqual({ MF: { email: 'maria@example.com' } });
  expect(asked).not.toContain('date_order notes');
});

it('leaves a diary as it is while the order of day and month is open', async () => {
  const { mapping, asked } = await guess(
    'Action,Comments\nDo this,1/2/2026: sent\nDo that,3/4/2026: asked\n',
  );
  expect([mapping.notes, asked.at(-1)]).toEqual([[{ column: 'Comments' }], 'date_order notes']);
});

it('recognises a log of changes by its repeated keys', async () => {
  const rows = ['New', 'Active', 'Closed'].flatMap((state, n) => [
    `INC${n % 2}001,${state},${n},0${n + 1}-03-2016 10:00,Ana,13-02-2016 09:00,Ben`,
    `INC0007,${state},${n + 3},1${n + 4}-03-2016 10:00,Ana,13-02-2016 09:00,Ben`,
  ]);
  const { mapping, isHistory } = await guess(
    `number,state,mod_count,updated_at,updated_by,opened_at,assigned_to\n${rows.join('\n')}\n`,
  );
  expect(isHistory).toBe(true);
  expect([mapping.key, mapping.order]).toEqual([['number'], ['mod_count']]);
  expect(mapping.fields).toMatchObject({
    ...{ title: { column: 'number' }, changed_by: { column: 'updated_by' } },
    changed_at: { column: 'updated_at', formats: ['d-M-yyyy H:mm'] },
    create_date: { column: 'opened_at', formats: ['d-M-yyyy H:mm'] },
  });
});

it('guesses columns without a header by what they hold', async () => {
  const { mapping, meanings } = await guess(
    '1,09/19/2026,Review the minutes,10/29/2026,High\n2,09/20/2026,Check enrolment status,11/03/2026,Low\n' +
      '3,09/21/2026,Select the candidates,11/04/2026,High\n',
  );
  expect(meanings).toEqual({ A: 'id', B: 'create_date', C: 'title', D: 'due_date', E: 'priority' });
  expect(mapping.file.header).toBe(0);
});

it('reads a workbook, and says which sheet', async () => {
  const rows = [
    ['Issue', 'Assigned to', 'Due date'],
    ['Check bolts', 'Ana', new Date('2026-12-01T00:00:00Z')],
  ];
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Cover', rows: [['x']] },
      { name: 'Log', rows },
    ],
  });
  const { mapping, sheets, meanings } = await guess(bytes);
  expect([sheets, mapping.file]).toEqual([
    ['Cover', 'Log'],
    { delimiter: ',', encoding: 'utf-8', header: 1, sheet: 'Log' },
  ]);
  expect(meanings).toEqual({ Issue: 'title', 'Assigned to': 'owner', 'Due date': 'due_date' });
});

it.each([
  ['a date that lies ahead for when something was closed', 'Action,Closed\nDo this,2027-01-01\n'],
  ['an id that repeats for the number of an item', 'Action,Code\nDo this,7\nDo that,7\n'],
  ['a column of numbers for a status', 'Action,Progress\nDo this,50\nDo that,75\n'],
  ['a column of dates for a person', 'Action,Owner\nDo this,2026-01-01\nDo that,2026-01-02\n'],
])('does not take %s', async (_, content) => {
  const { columns } = await guess(content);
  expect(columns[1]?.meaning).toBeNull();
});

it('takes the action for the title, not the task that it is about', async () => {
  const { meanings } = await guess(
    'Ref,Related Task,Action / Decision,Owner\n1,Sensor,Order two of them,Ana\n2,Roof,Ask for an offer,Ana\n',
  );
  expect(meanings).toMatchObject({ 'Action / Decision': 'title', 'Related Task': null });
});

it('leaves the numbers of a file to the tracker where they may be taken already', async () => {
  const { mapping } = await guess('No,Action\n1,Do this\n2,Do that\n', { mayKeepNumbers: false });
  expect([mapping.key, mapping.fields.id]).toEqual([['No'], undefined]);
});

it.each([
  [
    'columns',
    `${Array.from({ length: 257 }, (_, n) => `c${n}`).join(',')}\n`,
    'at most 256 columns',
  ],
  ['rows', `Action,Owner\n${'Do this,Ana\n'.repeat(50_001)}`, 'at most 50000 rows'],
])('ends at its limit of %s', async (_, content, message) => {
  await expect(guess(content)).rejects.toThrow(message);
});

it('joins a short text to titles that many rows share', async () => {
  const { mapping } = await guess(
    'Subject,Details,Owner,Status\n' +
      'Doors,Paint them blue,Maria Ferreira,Open\nDoors,Order new handles,João Silva,Open\n' +
      'Doors,Measure the frames,Maria Ferreira,Closed\nRoof,Repair the gutter,João Silva,Open\n' +
      'Roof,Ask for an offer,João Silva,Open\n',
  );
  expect(mapping.fields.title).toEqual({ column: ['Subject', 'Details'], join: ': ' });
  expect(mapping.notes).toEqual([]);
});

it('tells columns of one name apart, and leaves those without a name alone', async () => {
  const { columns, mapping, filled } = await guess(
    'Action,Notes,,Owner,Notes,,\n' +
      'Check the bolts,first remark of some length,x,Maria Ferreira,second remark of some length,,\n' +
      'Ask the vendor,third remark of some length,y,Joao Silva,fourth remark of some length,,\n',
  );
  expect(columns.map(({ name, index, meaning }) => [name, index, meaning])).toEqual([
    ['Action', 0, 'title'],
    ['Notes (column 2)', 1, 'note'],
    ['(column 3)', 2, null],
    ['Owner', 3, 'owner'],
    ['Notes (column 5)', 4, 'note'],
  ]);
  expect(mapping.notes.map(({ column }) => column)).toEqual([
    ...['Notes (column 2)', 'Notes (column 5)'],
  ]);
  expect(filled.get('Notes (column 2)')).toBe(2);
});

it('gives cells beyond the header of a workbook no meaning', async () => {
  const rows = [
    ['No', 'Action', 'Owner'],
    [1, 'Check the bolts', 'Maria Ferreira', 'Waiting for the answer of the vendor'],
    [2, 'Ask the vendor', 'Joao Silva', 'The vendor answers on Monday', new Date('2026-01-05')],
  ];
  const { meanings } = await guess(await writeXlsx({ sheets: [{ name: 'Log', rows }] }));
  expect(meanings).toEqual({ No: 'id', Action: 'title', Owner: 'owner', D: null, E: null });
});

it('reads a log with a summary beside its title, numbers without a heading, and choices beside it', async () => {
  const summary = [null, 'Total', 'High', 'Low'];
  const header = [null, 'RAID Category', 'Description', 'Impact', 'Owner', 'Priority', 'Status'];
  const row = (number: number, text: string, ...beside: string[]) => [
    ...[number, 'Risk', text, 'The delivery is late', 'Maria Ferreira', 'Moderate', 'Closed'],
    ...beside,
  ];
  const rows = [
    [null, 'RAID Log', 'How to fill this in: see the workshop', ...summary],
    [null, 'Project title:', 'Thermal model', null, 'Risk', 4, 0, 0, 'All fields are required.'],
    [],
    header,
    row(1, 'The vendor may not deliver the sensors in time', 'Risk', 'Open'),
    row(2, 'The session ends and loses what is in memory', 'Issue', 'Closed'),
    row(3, 'The file is larger than the public limit', 'Assumption'),
    row(4, 'Addresses in the data may be there twice'),
    // Lines of the form that nobody has filled in.
    ...Array.from({ length: 9 }, (_, index) => [index + 5]),
  ];
  const bytes = await writeXlsx({ sheets: [{ name: 'RAID', rows }] });
  const { mapping, rows: count, meanings } = await guess(bytes);
  expect([mapping.file.header, count]).toEqual([4, 13]);
  expect(meanings).toMatchObject({
    ...{ 'RAID Category': 'category', Description: 'title', Owner: 'owner' },
    ...{ Priority: 'priority', Status: 'status', '(column 1)': null, H: null, I: null },
  });
});
