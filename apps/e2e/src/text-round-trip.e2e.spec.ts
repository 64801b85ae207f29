/**
 * Any text that one interface accepts comes back from every other one byte for byte: in the JSON of
 * the API, in both spreadsheets, in the exported ledger, and from trackers created from these.
 * Where the documentation defines another form for a text, the test expects that form.
 */
import {
  LONG_TEXT_MAX_CHARS,
  NAME_MAX_CHARS,
  NOTE_LINE_MAX_CHARS,
  TITLE_MAX_CHARS,
  type Item,
  type Tracker,
  type TrackerSummary,
} from '@action-tracker/contracts';
import {
  COMMENT_RULE,
  DESCRIPTION_RULE,
  NAME_RULE,
  NOTE_CONTENT_RULE,
  TITLE_RULE,
  type Rule,
} from '@action-tracker/domain';
import { createEmptyDatabase, propertyRuns } from '@action-tracker/runtime/testing';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { anyText } from './support/any-text';
import { ApiClient, newItem, type Answer } from './support/api-client';
import { Cli } from './support/cli';
import { startProduct, type Product } from './support/product';
import {
  textsFromApi,
  textsFromLedger,
  textsFromSheet,
  withoutGuard,
  type ItemTexts,
} from './support/item-texts';

const OPERATOR = 'op@example.com';
const TODAY = '2026-03-01';
/** A command takes longer than a text, so each run takes many texts at once. */
const ITEMS = propertyRuns(40);

const texts = fc.record({
  title: anyText(TITLE_MAX_CHARS),
  owner: anyText(NAME_MAX_CHARS - 5),
  note: anyText(LONG_TEXT_MAX_CHARS),
  comment: anyText(LONG_TEXT_MAX_CHARS),
});
type Texts = typeof texts extends fc.Arbitrary<infer T> ? T : never;

/** A failure prints the seed, with which `fc.assert` repeats it. */
const holds = (law: (given: readonly Texts[]) => Promise<void>): Promise<void> =>
  fc.assert(fc.asyncProperty(fc.array(texts, { minLength: ITEMS, maxLength: ITEMS }), law), {
    numRuns: 1,
    endOnFailure: true,
  });

/** Text as its rule stores it: without the white space around it; `undefined` when it is refused. */
function stored<T extends string | null>(rule: Rule<T>, text: T): T | undefined {
  return rule.problem(text) === undefined ? rule.clean(text) : undefined;
}

/** The law of a cell: all line ends are line feeds, and nothing around the text counts. */
const cellOf = (text: string): string => withoutGuard(text.replaceAll(/\r\n?/g, '\n').trim());

/** The law of an imported title: a tab or line break and the white space around it is one space. */
const oneLine = (text: string): string =>
  text.replaceAll(/\s*[\t\n\v\f\r\u0085\u2028\u2029]\s*/g, ' ');

const DATABASE = { JWT_SECRET: 's'.repeat(32), RATE_LIMIT_SIGN_INS: '0' };

interface Site {
  readonly product: Product;
  readonly api: ApiClient;
  readonly cli: Cli;
}

async function openSite(): Promise<Site> {
  const DATABASE_URL = await createEmptyDatabase();
  const product = await startProduct({ ...DATABASE, DATABASE_URL });
  const api = await ApiClient.signIn(product.url, 'Olga Pereira', OPERATOR);
  return { product, api, cli: new Cli({ DATABASE_URL, ACTION_TRACKER_USER: OPERATOR }) };
}

let here: Site;
let there: Site;

beforeAll(async () => {
  [here, there] = await Promise.all([openSite(), openSite()]);
});

afterAll(async () => {
  await Promise.all([here.product.stop(), there.product.stop()]);
});

async function trackerOf({ api }: Site, prefix: string): Promise<TrackerSummary> {
  const { body } = await api.get<readonly TrackerSummary[]>('/api/trackers');
  const found = body.find((tracker) => tracker.prefix === prefix);
  if (!found) throw new Error(`Expected a tracker ${prefix}`);
  return found;
}

/** The law of the newest note in a list: its first line, up to a length, behind its day and author. */
function latestOf(notes: readonly string[]): string {
  const note = notes.at(-1);
  const [line = ''] = (note ?? '').split('\n');
  const start = Array.from(line).slice(0, NOTE_LINE_MAX_CHARS).join('');
  return note === undefined ? '' : `${TODAY} OP: ${start}`;
}

/** Holds every way out of a tracker against what must be in it, and then a copy of its ledger. */
async function expectEverywhere(prefix: string, expected: readonly ItemTexts[]): Promise<void> {
  const tracker = await trackerOf(here, prefix);
  expect(await textsFromApi(here.api, tracker.id)).toEqual(expected);
  const { rows } = await textsFromSheet(here.api, here.cli, tracker);
  const cells = rows.map(({ title, owner, latestNote }) => ({ title, owner, latestNote }));
  expect(cells).toEqual(
    expected.map(({ title, owner, notes }) => ({ title, owner, latestNote: latestOf(notes) })),
  );
  const ledger = await textsFromLedger(here.cli, prefix);
  expect(ledger.items).toEqual(expected);
  await takeLedger(there, prefix, ledger.text);
  const copy = await trackerOf(there, prefix);
  expect(await textsFromApi(there.api, copy.id)).toEqual(expected);
}

const takeLedger = ({ cli }: Site, prefix: string, text: string) =>
  cli.succeed(
    ...['import', cli.write(`${prefix}.ndjson`, text), '--tracker', prefix],
    '--create-users',
  );

/** Words that a table has for a field of each item, none of which the tracker has to translate. */
const SAME = { category: 'Systems', priority: 'High', created: TODAY, due: '2026-12-01' };
const COLUMNS = ['title', 'owner', 'note', ...Object.keys(SAME)];
const FIELDS = {
  ...{ title: { column: 'title' }, owner: { column: 'owner' } },
  ...{ category: { column: 'category' }, priority: { column: 'priority' } },
};
const MAPPING = {
  dates: { formats: ['yyyy-MM-dd'] },
  fields: { ...FIELDS, create_date: { column: 'created' }, due_date: { column: 'due' } },
  notes: [{ column: 'note' }],
};

interface Report {
  readonly rows: readonly { readonly line: number; readonly outcome: string }[];
}

const outcomes = ({ rows }: Report): readonly string[] => rows.map(({ outcome }) => outcome);

const importTable = (prefix: string, table: string, mapping: object, ...more: readonly string[]) =>
  here.cli.json<Report>(
    ...['import', here.cli.write(`${prefix}.csv`, table), '--tracker', prefix],
    ...['--mapping', here.cli.write(`${prefix}.json`, JSON.stringify(mapping))],
    ...['--create-tracker', '--create-users', ...more],
  );

/** A table is UTF-8, and a file with NUL is none. */
const inTable = (text: string): string => text.toWellFormed().replaceAll('\0', '\u0001');

/** A row whose owner resembles no other person. */
const asRow =
  (door: string) =>
  ({ title, owner, note }: Texts, index: number) => ({
    title: inTable(title),
    owner: `${inTable(owner)} ${door}${index}`,
    note: inTable(note),
  });
type Row = ReturnType<ReturnType<typeof asRow>>;

/** What a row makes of its cells; `undefined` for one that must be refused. */
function readRow({ title, owner, note }: Row): ItemTexts | undefined {
  const read = {
    title: stored(TITLE_RULE, oneLine(cellOf(title))),
    owner: stored(NAME_RULE, cellOf(owner)),
    note: cellOf(note) === '' ? null : stored(NOTE_CONTENT_RULE, cellOf(note)),
  };
  if (read.title === undefined || read.owner === undefined || read.note === undefined) {
    return undefined;
  }
  const notes = read.note === null ? [] : [read.note];
  return { title: read.title, owner: read.owner, notes, comments: [null] };
}

describe('any text', () => {
  it('that the API takes comes back from everywhere, and from a table once more', () =>
    holds(async (given) => {
      const { api } = here;
      const { id } = await api.openTracker('AP', 'Astro Digital');
      const expected: ItemTexts[] = [];
      for (const [index, one] of given.entries()) {
        const stored = await enter(api, id, { one, index });
        if (stored) expected.push(stored);
      }
      await expectEverywhere('AP', expected);
      await expectAgainAsTable('AP', expected);
    }));

  it('that names and describes a tracker is in its ledger', () =>
    holds(async (given) => {
      const { api } = here;
      let tracker = await api.openTracker('TR', 'First');
      const details: unknown[] = [];
      for (const { title: name, note } of given) {
        const answer = await api.patch<Tracker>(`/api/trackers/${tracker.id}`, {
          name,
          description: note,
        });
        const expected = [stored(NAME_RULE, name), stored(DESCRIPTION_RULE, note)];
        expect(answer.status).toBe(expected.includes(undefined) ? 400 : 200);
        if (answer.status !== 200) continue;
        tracker = answer.body;
        expect([tracker.name, tracker.description]).toEqual(expected);
        details.push({ name: tracker.name, description: tracker.description });
      }
      const ledger = await textsFromLedger(here.cli, 'TR');
      let known = { name: 'First', description: null };
      expect(ledger.details.map((to) => (known = { ...known, ...to }))).toEqual(details);
      await takeLedger(there, 'TR', ledger.text);
      const copy = await trackerOf(there, 'TR');
      expect([copy.name, copy.description]).toEqual([tracker.name, tracker.description]);
    }));

  it('that a ledger of an earlier program holds comes back from everywhere', () =>
    holds(async (given) => {
      const items = given.flatMap(({ title, note, comment }) => {
        const texts = [
          oldTitle(title),
          stored(NOTE_CONTENT_RULE, note),
          stored(COMMENT_RULE, comment),
        ] as const;
        return texts.includes(undefined) ? [] : [texts];
      });
      await takeLedger(here, 'OL', ledgerFile('OL', items));
      const owner = 'Olga Pereira';
      await expectEverywhere(
        'OL',
        items.map(([title = '', note = '', comment = null]) => ({
          ...{ title, owner, notes: [note], comments: [null, comment] },
        })),
      );
    }));

  it('in a table comes back from everywhere', () =>
    holds(async (given) => {
      const rows = given.map(asRow('TA'));
      const cells = rows.map((row) => [row.title, row.owner, row.note, ...Object.values(SAME)]);
      const report = await importTable('TA', stringify([COLUMNS, ...cells]), MAPPING);
      const read = rows.map(readRow);
      expect(outcomes(report)).toEqual(read.map((texts) => (texts ? 'created' : 'refused')));
      await expectEverywhere(
        'TA',
        read.filter((texts) => texts !== undefined),
      );
    }));

  it('in a log of changes comes back from everywhere', () =>
    holds(async (given) => {
      const rows = given.map(asRow('LO'));
      const cells = rows.flatMap((row, index) => {
        const rest = [row.owner, row.note, ...Object.values(SAME), String(index + 1)];
        return [
          ['First title', ...rest, `${TODAY} 08:00`],
          [row.title, ...rest, `${TODAY} 09:00`],
        ];
      });
      const { create_date, due_date } = MAPPING.fields;
      const fields = { ...FIELDS, create_date, due_date, id: { column: 'no' } };
      const changedAt = { column: 'at', formats: ['yyyy-MM-dd HH:mm'] };
      const report = await importTable(
        ...(['LO', stringify([[...COLUMNS, 'no', 'at'], ...cells])] as const),
        { ...MAPPING, key: ['no'], fields: { ...fields, changed_at: changedAt } },
        '--history',
      );
      const read = rows.map(readRow);
      expect(outcomes(report)).toEqual(read.map((texts) => (texts ? 'created' : 'refused')));
      await expectEverywhere(
        'LO',
        read.filter((texts) => texts !== undefined),
      );
    }));
});

/** The first programs took any line, also one that shows nothing or turns the reading direction. */
function oldTitle(text: string): string | undefined {
  const title = text.trim();
  const { length } = Array.from(title);
  const isTaken = title.isWellFormed() && !/\p{Cc}/u.test(title);
  return isTaken && length > 0 && length <= TITLE_MAX_CHARS ? title : undefined;
}

type LedgerTexts = readonly [string | undefined, string | undefined, string | null | undefined];

/** An exported ledger with an item of each, written by hand: no rule of today has seen it. */
function ledgerFile(prefix: string, items: readonly LedgerTexts[]): string {
  const who = { actor: OPERATOR, recorded_by: OPERATOR, occurred_at: `${TODAY}T12:00:00.000Z` };
  const line = (stream: string, type: string, data: object) =>
    JSON.stringify({
      command_id: randomUUID(),
      events: [{ ...{ stream, type, schema_version: 1, data }, ...who }],
    });
  const lines = items.flatMap(([title, content, comment], index) => {
    const number = index + 1;
    const stream = `${prefix}-${String(number).padStart(3, '0')}`;
    const fields = { category: SAME.category, priority: SAME.priority, dueDate: SAME.due };
    const item = { ...fields, number, title, createDate: TODAY, ownerId: OPERATOR };
    return [
      line(stream, 'ItemCreated', item),
      line(stream, 'NoteAdded', { noteDate: TODAY, content }),
      line(stream, 'ItemStatusChanged', { from: 'New', to: 'TBC', comment }),
    ];
  });
  const users = [{ email: OPERATOR, name: 'Olga Pereira', initials: 'OP' }];
  const form = { format: 'action-tracker-ledger', format_version: 1 };
  const head = JSON.stringify({ ...form, prefix, events: lines.length + 1, users });
  const opened = line(prefix, 'TrackerOpened', { prefix, name: 'Old', description: null });
  return [head, opened, ...lines, ''].join('\n');
}

/** Gives an item, its note and its comment to the API, which must take exactly what the rules take. */
async function enter(
  api: ApiClient,
  trackerId: number,
  { one, index }: { readonly one: Texts; readonly index: number },
): Promise<ItemTexts | undefined> {
  const owner = stored(NAME_RULE, `${one.owner} ${index}`) ?? `Person ${index}`;
  const person = await ApiClient.signIn(api.url, owner, `person${index}@example.com`);
  const { id: ownerId } = await person.me();
  const fields = { title: one.title, create_date: TODAY, due_date: SAME.due };
  const item = await api.post<Item>(`/api/trackers/${trackerId}/items`, newItem(ownerId, fields));
  const title = taken(item, TITLE_RULE, one.title);
  if (title === undefined) return undefined;
  const path = `/api/items/${item.body.id}`;
  const noted = await api.post(`${path}/notes`, { content: one.note, note_date: TODAY });
  const note = taken(noted, NOTE_CONTENT_RULE, one.note);
  const reached = await api.post(`${path}/status`, { status: 'TBC', comment: one.comment });
  const comment = taken(reached, COMMENT_RULE, one.comment);
  const notes = note === undefined ? [] : [note];
  return { title, owner, notes, comments: comment === undefined ? [null] : [null, comment] };
}

function taken<T extends string | null>(answer: Answer, rule: Rule<T>, text: T): T | undefined {
  const expected = stored(rule, text);
  expect([answer.status, text]).toEqual([expected === undefined ? 400 : 201, text]);
  return expected;
}

/**
 * The law of an exported row that comes in again: what the item has no field for follows its note, and
 * a line that was cut behind a space comes in without it, as every cell does.
 */
async function expectAgainAsTable(prefix: string, expected: readonly ItemTexts[]): Promise<void> {
  const sheet = await textsFromSheet(here.api, here.cli, await trackerOf(here, prefix));
  const columns = {
    ...{ title: 'Title', category: 'Category', owner: 'Owner', priority: 'Priority' },
    ...{ status: 'Status', create_date: 'Created', created_by: 'Created by', due_date: 'Due date' },
  };
  const fields = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, { column }]),
  );
  const mapping = { ...MAPPING, fields, notes: [{ column: 'Latest note' }] };
  const report = await importTable('AG', sheet.text, mapping);
  expect(outcomes(report)).toEqual(expected.map(() => 'created'));
  const again = await textsFromApi(here.api, (await trackerOf(here, 'AG')).id);
  expect(again.map(({ title, owner, notes }) => ({ title, owner, notes }))).toEqual(
    expected.map(({ title, owner, notes }, index) => {
      const { id, updatedAt } = sheet.rows[index] ?? { id: '', updatedAt: '' };
      const rest = `ID: ${id}\nLast update: ${updatedAt}`;
      return {
        title: oneLine(title),
        owner,
        notes: [[latestOf(notes).trim(), rest].filter(Boolean).join('\n\n')],
      };
    }),
  );
}
