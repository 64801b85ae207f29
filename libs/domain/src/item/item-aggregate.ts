/** The aggregate of action items: one stream per item, named after its id. */
import type { Aggregate } from '../aggregate';
import { assertNever } from '../assert-never';
import { fromFlaw } from '../from-flaw';
import {
  CATEGORY_RULE,
  COMMENT_RULE,
  DATE_RULE,
  DUE_DATE_RULE,
  NOTE_CONTENT_RULE,
  PRIORITY_RULE,
  shown,
  STATUS_RULE,
  TITLE_RULE,
  USER_ID_RULE,
} from '../rules';
import { ITEM_NUMBER_MAX } from '../vocabulary';
import { decideItem, evolveItem, NO_ITEM, type ItemCommand, type ItemState } from './item';
import type { ItemCreated, ItemEvent } from './item-events';
import { formatItemId, parseItemId, type ItemIdParts } from './item-id';

/** What an item is created with, by the rules of today. */
const FIELD_RULES = {
  title: TITLE_RULE,
  createDate: DATE_RULE,
  dueDate: DUE_DATE_RULE,
  category: CATEGORY_RULE,
  ownerId: USER_ID_RULE,
  priority: PRIORITY_RULE,
};

export const ITEM: Aggregate<ItemState, ItemCommand, ItemEvent> = {
  name: 'item',
  owns: (stream) => parseItemId(stream) !== undefined,
  initial: NO_ITEM,
  events: {
    ItemCreated: { upcasters: [], rules: FIELD_RULES, userIds: ['ownerId'] },
    ItemRetitled: { upcasters: [], rules: { to: TITLE_RULE } },
    ItemDueDateMoved: { upcasters: [], rules: { to: DUE_DATE_RULE } },
    ItemRecategorised: { upcasters: [], rules: { to: CATEGORY_RULE } },
    ItemReassigned: { upcasters: [], rules: { to: USER_ID_RULE }, userIds: ['from', 'to'] },
    ItemReprioritised: { upcasters: [], rules: { to: PRIORITY_RULE } },
    ItemStatusChanged: { upcasters: [], rules: { to: STATUS_RULE, comment: COMMENT_RULE } },
    NoteAdded: { upcasters: [], rules: { noteDate: DATE_RULE, content: NOTE_CONTENT_RULE } },
  },
  decide: decideItem,
  evolve: evolveItem,
  commandOf,
  flawOf,
  nameFlawOf(event, stream) {
    const id = parseItemId(stream);
    return id && event.type === 'ItemCreated' ? numberFlaw(id, event.data) : undefined;
  },
};

/** A file may claim any number, also one that is none. */
function numberFlaw(id: ItemIdParts, { number }: ItemCreated['data']): string | undefined {
  if (number === id.number) return undefined;
  if (!Number.isInteger(number) || number < 1 || number > ITEM_NUMBER_MAX) {
    return `a whole number from 1 to ${ITEM_NUMBER_MAX}, found ${shown(number)}`;
  }
  return `${formatItemId(id)} cannot have the number of ${formatItemId({ ...id, number })}`;
}

function commandOf(event: ItemEvent): ItemCommand {
  switch (event.type) {
    case 'ItemCreated':
      // An import keeps the number; what else a file claims about it is not taken over.
      return { ...event.data, type: 'ImportItem', status: 'New', notes: [] };
    case 'ItemRetitled':
      return { type: 'ChangeItem', changes: { title: event.data.to } };
    case 'ItemDueDateMoved':
      return { type: 'ChangeItem', changes: { dueDate: event.data.to } };
    case 'ItemRecategorised':
      return { type: 'ChangeItem', changes: { category: event.data.to } };
    case 'ItemReassigned':
      return { type: 'ChangeItem', changes: { ownerId: event.data.to } };
    case 'ItemReprioritised':
      return { type: 'ChangeItem', changes: { priority: event.data.to } };
    case 'ItemStatusChanged':
      return { type: 'ChangeStatus', status: event.data.to, comment: event.data.comment };
    case 'NoteAdded':
      return { ...event.data, type: 'AddNote' };
    default:
      return assertNever(event);
  }
}

function flawOf(item: ItemState, event: ItemEvent): string | undefined {
  if (event.type === 'ItemCreated') return item.exists ? 'an item is created once' : undefined;
  if (!item.exists) return 'an item is created before it changes';
  switch (event.type) {
    case 'ItemRetitled':
      return fromFlaw(item.title, event.data.from);
    case 'ItemDueDateMoved':
      return fromFlaw(item.dueDate, event.data.from);
    case 'ItemRecategorised':
      return fromFlaw(item.category, event.data.from);
    case 'ItemReassigned':
      return fromFlaw(item.ownerId, event.data.from);
    case 'ItemReprioritised':
      return fromFlaw(item.priority, event.data.from);
    case 'ItemStatusChanged':
      return fromFlaw(item.status, event.data.from);
    case 'NoteAdded':
      return undefined;
    default:
      return assertNever(event);
  }
}
