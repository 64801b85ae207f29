/** The aggregate of action items: one stream per item, named after its id. */
import type { Aggregate, EventDefinition, Upcaster } from '../aggregate';
import { assertNever } from '../assert-never';
import { fromFlaw } from '../from-flaw';
import {
  COMMENT_RULE,
  DATE_RULE,
  NOTE_CONTENT_RULE,
  REASON_RULE,
  shown,
  STATUS_RULE,
} from '../rules';
import { ITEM_NUMBER_MAX } from '../vocabulary';
import { decideItem, evolveItem, NO_ITEM, type ItemCommand, type ItemState } from './item';
import type { ItemCreated, ItemEvent, NoteEvent } from './item-events';
import {
  changedField,
  isFieldChange,
  NAMED_FIELDS,
  reasonName,
  type FieldChange,
  type ItemChanges,
  type ItemField,
  type NamedField,
} from './item-fields';
import { formatItemId, parseItemId, type ItemIdParts } from './item-id';
import { noteFlaw, type NoteCommand } from './item-notes';
import { ITEM_RULES } from './item-rules';
import { ITEM_UNDO } from './item-undo';
import { withoutReason } from './upcasters';

interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

/** The upcasters of fields whose event has changed since version 1. */
const UPCASTERS: Readonly<Partial<Record<ItemField, readonly Upcaster[]>>> = {
  dueDate: [withoutReason],
};

/** The event of a field uses the field's rule, and holds user ids if the field does. */
const FIELD_EVENTS = Object.fromEntries(
  NAMED_FIELDS.map((field) => [field.event, fieldEvent(field)]),
  // One entry per field, which the type of `Object.fromEntries` cannot express.
) as Readonly<Record<FieldChange['type'], EventDefinition<Change, keyof Change>>>;

export const ITEM: Aggregate<ItemState, ItemCommand, ItemEvent> = {
  name: 'item',
  owns: (stream) => parseItemId(stream) !== undefined,
  initial: NO_ITEM,
  events: {
    ItemCreated: {
      upcasters: [],
      rules: { ...ITEM_RULES, createDate: DATE_RULE },
      userIds: NAMED_FIELDS.flatMap(({ kind, name }) => (kind === 'user' ? [name] : [])),
    },
    ...FIELD_EVENTS,
    ItemStatusChanged: { upcasters: [], rules: { to: STATUS_RULE, comment: COMMENT_RULE } },
    NoteAdded: { upcasters: [], rules: { noteDate: DATE_RULE, content: NOTE_CONTENT_RULE } },
    NoteAmended: { upcasters: [], rules: { to: NOTE_CONTENT_RULE } },
    NoteWithdrawn: { upcasters: [], rules: { reason: REASON_RULE } },
    NoteReinstated: { upcasters: [], rules: {} },
    ItemWithdrawn: { upcasters: [], rules: { reason: REASON_RULE } },
    ItemReinstated: { upcasters: [], rules: {} },
  },
  decide: decideItem,
  evolve: evolveItem,
  undo: ITEM_UNDO,
  commandOf,
  flawOf,
  nameFlawOf(event, stream) {
    const id = parseItemId(stream);
    return id && event.type === 'ItemCreated' ? numberFlaw(id, event.data) : undefined;
  },
};

function fieldEvent({ name, kind, hasReason }: NamedField): EventDefinition<Change, keyof Change> {
  const definition = {
    upcasters: UPCASTERS[name] ?? [],
    rules: { to: ITEM_RULES[name], ...(hasReason ? { reason: REASON_RULE } : {}) },
  };
  return kind === 'user' ? { ...definition, userIds: ['from', 'to'] } : definition;
}

/** A file may contain any number, even an invalid one. */
function numberFlaw(id: ItemIdParts, { number }: ItemCreated['data']): string | undefined {
  if (number === id.number) return undefined;
  if (!Number.isInteger(number) || number < 1 || number > ITEM_NUMBER_MAX) {
    return `a whole number from 1 to ${ITEM_NUMBER_MAX}, found ${shown(number)}`;
  }
  return `${formatItemId(id)} cannot have the number of ${formatItemId({ ...id, number })}`;
}

function commandOf(event: ItemEvent): ItemCommand {
  if (isFieldChange(event)) return { type: 'ChangeItem', changes: changesOf(event) };
  switch (event.type) {
    case 'ItemCreated':
      // An import keeps the number; other derived values of the file are ignored.
      return { ...event.data, type: 'ImportItem', status: 'New', notes: [] };
    case 'ItemStatusChanged':
      return { type: 'ChangeStatus', status: event.data.to, comment: event.data.comment };
    case 'ItemWithdrawn':
      return { ...event.data, type: 'WithdrawItem' };
    case 'ItemReinstated':
      return { type: 'ReinstateItem' };
    case 'NoteAdded':
    case 'NoteAmended':
    case 'NoteWithdrawn':
    case 'NoteReinstated':
      return noteCommandOf(event);
    default:
      return assertNever(event);
  }
}

function noteCommandOf(event: NoteEvent): NoteCommand {
  switch (event.type) {
    case 'NoteAdded':
      return { ...event.data, type: 'AddNote' };
    case 'NoteAmended': {
      const { entry, from, to: content } = event.data;
      return { type: 'AmendNote', entry, content, from };
    }
    case 'NoteWithdrawn':
      return { ...event.data, type: 'WithdrawNote' };
    case 'NoteReinstated':
      return { ...event.data, type: 'ReinstateNote' };
    default:
      return assertNever(event);
  }
}

function changesOf(event: FieldChange): ItemChanges {
  const { name } = changedField(event);
  const change = { [name]: event.data.to };
  if (!('reason' in event.data) || event.data.reason === null) return change;
  return { ...change, [reasonName(name)]: event.data.reason };
}

function flawOf(item: ItemState, event: ItemEvent): string | undefined {
  if (event.type === 'ItemCreated') return item.exists ? 'an item is created once' : undefined;
  if (!item.exists) return 'an item is created before it changes';
  if ((item.withdrawn !== null) !== (event.type === 'ItemReinstated')) {
    return item.withdrawn
      ? 'a withdrawn item does not change'
      : 'an item is withdrawn before it is reinstated';
  }
  if (isFieldChange(event)) return fromFlaw(item[changedField(event).name], event.data.from);
  switch (event.type) {
    case 'ItemStatusChanged':
      return fromFlaw(item.status, event.data.from);
    case 'NoteAmended':
    case 'NoteWithdrawn':
    case 'NoteReinstated':
      return noteFlaw(item.notes, event);
    case 'NoteAdded':
    case 'ItemWithdrawn':
    case 'ItemReinstated':
      return undefined;
    default:
      return assertNever(event);
  }
}
