/** The texts of a tracker's items in each output of the product, in the order of the items. */
import type { Item, Note, StatusEntry, User } from '@action-tracker/contracts';
import { parse } from 'csv-parse/sync';
import type { ApiClient } from './api-client';
import type { Cli } from './cli';

export interface ItemTexts {
  readonly title: string;
  readonly owner: string;
  /** Oldest first. */
  readonly notes: readonly string[];
  /** Comments of each status, oldest first. */
  readonly comments: readonly (string | null)[];
}

/** A row of the spreadsheet, without formula guards. */
export interface SheetRow {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  readonly latestNote: string;
  readonly updatedAt: string;
}

/** From the JSON of the API. */
export async function textsFromApi(
  api: ApiClient,
  trackerId: number,
): Promise<readonly ItemTexts[]> {
  const users = (await api.get<readonly User[]>('/api/users')).body;
  const names = new Map(users.map(({ id, name }) => [id, name]));
  const items = (await api.get<readonly Item[]>(`/api/trackers/${trackerId}/items`)).body;
  const found: ItemTexts[] = [];
  for (const { id, title, owner_id: ownerId } of items) {
    const notes = await api.get<readonly Note[]>(`/api/items/${id}/notes`);
    const history = await api.get<readonly StatusEntry[]>(`/api/items/${id}/history`);
    found.push({
      ...{ title, owner: names.get(ownerId) ?? '' },
      notes: inOrder(notes.body).map(({ content }) => content),
      comments: inOrder(history.body).map(({ comment }) => comment),
    });
  }
  return found;
}

const inOrder = <T extends { readonly id: number }>(entries: readonly T[]): readonly T[] =>
  entries.toSorted((a, b) => a.id - b.id);

interface LedgerFile {
  /** Each change of the tracker's name and description. */
  readonly details: readonly object[];
  readonly items: readonly ItemTexts[];
}

interface LedgerEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, string | null>>;
}

/** From the exported ledger. */
export async function textsFromLedger(
  cli: Cli,
  prefix: string,
): Promise<LedgerFile & { text: string }> {
  const text = await cli.succeed('export', '--tracker', prefix, '--format', 'ndjson');
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const { users } = JSON.parse(head) as { users: readonly User[] };
  const names = new Map(users.map(({ email, name }) => [email, name]));
  const events = lines.flatMap((line) => (JSON.parse(line) as { events: LedgerEvent[] }).events);
  // The ledger also has streams of the tracker itself and of what was done at once.
  const ofItems = events.filter(({ stream }) => /^[A-Z]+-\d+$/.test(stream));
  const streams = Map.groupBy(ofItems, ({ stream }) => stream);
  return {
    text,
    details: events
      .filter(({ type }) => type === 'TrackerDetailsChanged')
      .map(({ data }) => data.to as unknown as object),
    items: [...streams.values()].map((history) => fold(history, names)),
  };
}

function fold(history: readonly LedgerEvent[], names: ReadonlyMap<string, string>): ItemTexts {
  const last = (made: string, type: string): string => {
    const event = history.findLast((candidate) => candidate.type === type);
    return event?.data.to ?? history[0]?.data[made] ?? '';
  };
  const of = (type: string) => history.filter((event) => event.type === type);
  return {
    title: last('title', 'ItemRetitled'),
    owner: names.get(last('ownerId', 'ItemReassigned')) ?? '',
    notes: of('NoteAdded').map(({ data }) => data.content ?? ''),
    // Every item starts as New, without a comment.
    comments: [null, ...of('ItemStatusChanged').map(({ data }) => data.comment ?? null)],
  };
}

/** From both spreadsheets, which must be byte-identical. */
export async function textsFromSheet(
  api: ApiClient,
  cli: Cli,
  { id, prefix }: { readonly id: number; readonly prefix: string },
): Promise<{ readonly text: string; readonly rows: readonly SheetRow[] }> {
  const text = await cli.succeed('export', '--tracker', prefix, '--format', 'csv');
  const answer = await fetch(`${api.url}/api/trackers/${id}/items`, {
    headers: { Authorization: `Bearer ${api.token}`, Accept: 'text/csv' },
  });
  expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(text);
  const [, ...records] = parse(text, { bom: true, record_delimiter: '\r\n' });
  return { text, rows: records.map(sheetRow) };
}

function sheetRow(cells: readonly string[]): SheetRow {
  const [id, title, , , , , owner, , , updatedAt, latestNote] = cells.map(withoutGuard);
  return {
    ...{ id: id ?? '', title: title ?? '', owner: owner ?? '' },
    ...{ updatedAt: updatedAt ?? '', latestNote: latestNote ?? '' },
  };
}

/**
 * Removes the formula guard: at the start of a cell and after a semicolon, one apostrophe precedes
 * any further apostrophes and a character that starts a formula.
 */
export function withoutGuard(cell: string): string {
  const cells = cell.split(';');
  return cells
    .map((part) => (/^''*[-=+@\t\r＝＋－＠]/.test(part) ? part.slice(1) : part))
    .join(';');
}
