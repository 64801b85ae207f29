/** The ledger entries of an item in wire form, read directly from the ledger. */
import {
  PAGE_MAX_ITEMS,
  type Channel,
  type EntryOrder,
  type EntrySource,
  type EventFields,
  type ItemEventEntry,
} from '@action-tracker/contracts';
import {
  assertNever,
  categoryName,
  changedField,
  isFieldChange,
  ITEM,
  upcastTo,
  wireName,
  type ItemEvent,
  type SourceFile,
  type TrackerCategory,
} from '@action-tracker/domain';
import { readStream, type RecordedEvent } from '@action-tracker/event-store';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ReadLedgers, type LedgerName } from '../ledger/ledgers';
import { entryPage, unknownPlace, type EntryPage, type EntryPart } from '../ledger/entry-page';
import type { Scope } from '../ledger/scope';
import { entryMetadata } from '../ledger/entry-metadata';
import { sourceFiles } from '../ledger/source-files';
import { TrackerCategories } from '../ledger/tracker-categories';

/** Which ledger entries of an item to return. */
export interface EventsPart extends EntryPart {
  /** Only entries after this version; 0 if unset. */
  readonly afterVersion?: number | undefined;
  readonly order?: EntryOrder | undefined;
}

/** The ledger entries of an item, oldest first. @throws DomainError NOT_FOUND, VALIDATION_ERROR */
export class ListItemEvents extends Query<EntryPage<ItemEventEntry>> {
  constructor(
    readonly scope: Scope,
    readonly itemId: string,
    readonly part: EventsPart = {},
  ) {
    super();
  }
}

@QueryHandler(ListItemEvents)
export class ListItemEventsHandler implements IQueryHandler<ListItemEvents> {
  constructor(private readonly ledgers: ReadLedgers) {}

  async execute({ scope, itemId, part }: ListItemEvents): Promise<EntryPage<ItemEventEntry>> {
    const { limit = PAGE_MAX_ITEMS, order = 'oldest', afterVersion = 0, after } = part;
    const { ledger, last } = await this.ledgers.ofExistingItem(scope, itemId);
    const passed = after === undefined ? undefined : await this.versionAt(after, ledger, itemId);
    const events = await readStream(this.ledgers.pool, ledger.id, itemId, {
      limit: limit + 1,
      ...(order === 'newest'
        ? { afterVersion, beforeVersion: Math.min(passed ?? Infinity, last.version + 1) }
        : { afterVersion: Math.max(afterVersion, passed ?? 0), upToVersion: last.version }),
    });
    const files = await this.filesOf(events, ledger);
    const names = await new TrackerCategories(this.ledgers).names(scope, [ledger.id]);
    const entries = events.map((event) =>
      withNames(toEntry(event, files.get(event.batch)), names.of(ledger.id)),
    );
    return entryPage(entries, limit, ({ position }) => position);
  }

  private filesOf(events: readonly RecordedEvent[], ledger: LedgerName) {
    const imported = events.filter(({ channel }) => channel === 'import');
    const batches = imported.map(({ batch }) => batch);
    return sourceFiles(this.ledgers.pool, ledger, batches);
  }

  private async versionAt(position: number, { id }: LedgerName, itemId: string): Promise<number> {
    const { rows } = await this.ledgers.pool.query<{ version: number }>({
      name: 'version_at',
      text: `SELECT version FROM events WHERE ledger_id = $1 AND position = $2 AND stream = $3`,
      values: [id, position, itemId],
    });
    const [event] = rows;
    if (!event) throw unknownPlace(position, `a ledger entry of ${itemId}`);
    return event.version;
  }
}

function toEntry(event: RecordedEvent, file: SourceFile | undefined): ItemEventEntry {
  const meaning = upcastTo(ITEM, event);
  return {
    position: event.position,
    version: event.version,
    type: meaning.type,
    ...fromAndTo(meaning),
    actor_id: event.actorId,
    recorded_by_id: event.recordedById,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    // Only this application writes events, and it uses no other channel.
    channel: event.channel as Channel,
    command_id: event.commandId,
    batch: event.batch,
    undoes: event.undoes,
    source: file ? sourceOf(event, file) : null,
    token_id: entryMetadata(event.metadata).token_id ?? null,
  };
}

const sourceOf = ({ metadata }: RecordedEvent, { name, sha256 }: SourceFile): EntrySource => ({
  ...{ file: name, sha256, row: entryMetadata(metadata).row ?? null },
});

function fromAndTo(event: ItemEvent): Pick<ItemEventEntry, 'from' | 'to'> {
  if (isFieldChange(event)) {
    const { wire } = changedField(event);
    const { from, to, ...reason } = event.data;
    return { from: { [wire]: from }, to: { [wire]: to, ...reason } };
  }
  switch (event.type) {
    case 'ItemCreated':
      return { from: null, to: { ...fields(event.data), status: 'New' } };
    case 'NoteAdded':
      return { from: null, to: fields(event.data) };
    case 'ItemStatusChanged': {
      const { from, to, comment } = event.data;
      return { from: { status: from }, to: { status: to, comment } };
    }
    case 'NoteAmended': {
      const { entry, from, to } = event.data;
      return { from: { content: from }, to: { entry, content: to } };
    }
    case 'NoteWithdrawn':
    case 'NoteReinstated':
    case 'ItemWithdrawn':
    case 'ItemReinstated':
      return { from: null, to: fields(event.data) };
    default:
      return assertNever(event);
  }
}

/** The same with names of categories, as in all answers; the ledger holds keys. */
function withNames(entry: ItemEventEntry, categories: readonly TrackerCategory[]): ItemEventEntry {
  const named = (fields: EventFields): EventFields => {
    const { category } = fields;
    if (typeof category !== 'string') return fields;
    return { ...fields, category: categoryName(categories, category) };
  };
  return { ...entry, from: entry.from && named(entry.from), to: named(entry.to) };
}

type Value = string | number | null;

const fields = (data: object): EventFields =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]: [string, Value]) => [wireName(name), value]),
  );
