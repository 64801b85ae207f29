import { inTodaysForm, readLedgerFileHeader, readLedgerLine } from './read-ledger-file';

const HEADER = {
  format: 'action-tracker-ledger',
  format_version: 1,
  prefix: 'AD',
  events: 1,
  users: [{ email: 'mf@example.com', name: 'Maria', initials: 'MF' }],
};
const OPENED = {
  stream: 'AD',
  type: 'TrackerOpened',
  schema_version: 1,
  data: { prefix: 'AD', name: 'Astro Digital', description: null },
  actor: 'mf@example.com',
  recorded_by: 'mf@example.com',
  occurred_at: '2026-03-01T12:00:00.000Z',
};
const LINE = { command_id: '0198c2f0-5f6b-7a3e-9d0c-3b1a5e6f7a8b', events: [OPENED] };
const IDS = new Map([['mf@example.com', 7]]);

const readHeader = (changes: object) => () =>
  readLedgerFileHeader(JSON.stringify({ ...HEADER, ...changes }));
const readLine = (changes: object) => () =>
  readLedgerLine(JSON.stringify({ ...LINE, ...changes }), IDS);
const readEvent = (changes: object) => readLine({ events: [{ ...OPENED, ...changes }] });

it('reads a header and a line, with the ids that the users have here', () => {
  expect(readHeader({})()).toEqual(HEADER);
  expect(readHeader({ users: undefined })().users).toEqual([]);
  expect(readLine({})()).toMatchObject({
    commandId: LINE.command_id,
    stream: 'AD',
    recordedByIds: [7],
    events: [{ actorId: 7, occurredAt: OPENED.occurred_at, event: { type: 'TrackerOpened' } }],
  });
});

it.each([
  ['no JSON', () => readLedgerFileHeader('{'), 'JSON'],
  ['no object', () => readLedgerFileHeader('[]'), 'a JSON object, found []'],
  ['another format', readHeader({ format: 'csv' }), 'found "csv" as its format'],
  ['a later version', readHeader({ format_version: 9 }), 'format version 1, found 9'],
  ['no prefix', readHeader({ prefix: 7 }), 'text as prefix, found 7'],
  ['a user without name', readHeader({ users: [{ email: 'x' }] }), 'text as name, found nothing'],
  ['a user that is none', readHeader({ users: ['x'] }), 'a JSON object, found "x"'],
])('refuses a header with %s', (_, read, message) => {
  expect(read).toThrow(message);
});

it.each([
  ['no command_id', readLine({ command_id: 7 }), 'a UUID as command_id, found 7'],
  ['a wrong batch', readLine({ batch: 'x' }), 'a UUID as batch, found "x"'],
  ['a wrong undoes', readLine({ undoes: null }), 'a UUID as undoes, found null'],
  ['a wrong command_id', readLine({ command_id: 'x' }), 'a UUID as command_id, found "x"'],
  ['no events', readLine({ events: [] }), 'the events of a command, found none'],
  ['events that are no list', readLine({ events: 'x' }), 'the events of a command, found none'],
  ['an event that is none', readLine({ events: [null] }), 'a JSON object, found null'],
  ['two streams', readLine({ events: [OPENED, { ...OPENED, stream: 'AD-001' }] }), 'one stream'],
  ['two writers', readLine({ events: [OPENED, { ...OPENED, recorded_by: 'x' }] }), 'one person'],
  ['an unknown writer', readEvent({ recorded_by: 'x@example.com' }), "the header's users"],
  ['an unknown actor', readEvent({ actor: 7 }), "the header's users, found 7"],
  ['an unknown type', readEvent({ type: 'Rocket' }), 'Rocket'],
  ['no data', readEvent({ data: undefined }), 'a JSON object, found nothing'],
  ['a time that is none', readEvent({ occurred_at: 'noon' }), 'found "noon"'],
  ['a time of another form', readEvent({ occurred_at: '2026-03-01' }), 'found "2026-03-01"'],
])('refuses a line with %s', (_, read, message) => {
  expect(read).toThrow(message);
});

it('gives a line the form of today', () => {
  expect(inTodaysForm(JSON.stringify(LINE))).toEqual(LINE);
  expect(inTodaysForm('{"command_id": "x"}')).toEqual({ command_id: 'x', events: undefined });
});
