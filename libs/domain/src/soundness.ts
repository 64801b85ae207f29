/**
 * Whether a stored event follows from those before it. Deciding makes only such events; a ledger that
 * was written by something else, or changed in the database, may hold others, and folding would not
 * notice: an event that says `from` what never was leaves the same state as one that is true.
 */
import { assertNever } from './assert-never';
import { isTrackerEvent, type DomainEvent } from './events';
import type { ItemEvent } from './item-events';
import type { ItemState } from './item';
import {
  CATEGORY_RULE,
  COMMENT_RULE,
  DATE_RULE,
  DESCRIPTION_RULE,
  DUE_DATE_RULE,
  NAME_RULE,
  NOTE_CONTENT_RULE,
  PREFIX_RULE,
  PRIORITY_RULE,
  STATUS_RULE,
  TITLE_RULE,
  USER_ID_RULE,
  wireName,
  type Rule,
} from './rules';
import type { TrackerEvent, TrackerState } from './tracker';

/** The states of a stream before an event; one of them belongs to it. */
export interface StatesBefore {
  readonly tracker: TrackerState;
  readonly item: ItemState;
}

/** What is wrong with an event, by the states before it; `undefined` when it follows from them. */
export function flawOf(before: StatesBefore, event: DomainEvent): string | undefined {
  return isTrackerEvent(event) ? trackerFlaw(before.tracker, event) : itemFlaw(before.item, event);
}

function trackerFlaw(tracker: TrackerState, event: TrackerEvent): string | undefined {
  if (event.type === 'TrackerOpened') {
    return tracker.exists ? 'a tracker is opened once' : undefined;
  }
  if (!tracker.exists) return 'a tracker is opened before it changes';
  const { from } = event.data;
  return [fromFlaw(tracker.name, from.name), fromFlaw(tracker.description, from.description)].find(
    (flaw) => flaw !== undefined,
  );
}

function itemFlaw(item: ItemState, event: ItemEvent): string | undefined {
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

type Value = string | number | null;

/** `undefined`: the event leaves this field alone. */
const fromFlaw = (was: Value, from: Value | undefined): string | undefined =>
  from === undefined || from === was ? undefined : `from ${JSON.stringify(was)}, which it was`;

type AnyRule = Pick<Rule<unknown>, 'problem'>;

const DETAILS = { prefix: PREFIX_RULE, name: NAME_RULE, description: DESCRIPTION_RULE };
const FIELDS = {
  title: TITLE_RULE,
  createDate: DATE_RULE,
  dueDate: DUE_DATE_RULE,
  category: CATEGORY_RULE,
  ownerId: USER_ID_RULE,
  priority: PRIORITY_RULE,
};

/** The rules of today for what an event has written. */
const RULES: Readonly<Record<DomainEvent['type'], Readonly<Record<string, AnyRule>>>> = {
  TrackerOpened: DETAILS,
  TrackerDetailsChanged: DETAILS,
  ItemCreated: FIELDS,
  ItemRetitled: { to: TITLE_RULE },
  ItemDueDateMoved: { to: DUE_DATE_RULE },
  ItemRecategorised: { to: CATEGORY_RULE },
  ItemReassigned: { to: USER_ID_RULE },
  ItemReprioritised: { to: PRIORITY_RULE },
  ItemStatusChanged: { to: STATUS_RULE, comment: COMMENT_RULE },
  NoteAdded: { noteDate: DATE_RULE, content: NOTE_CONTENT_RULE },
};

/**
 * What the rules of today would refuse in an event that was accepted once; `undefined` when nothing.
 * Such an event stays: it can be read, imported and verified.
 */
export function refusedToday({ type, data }: DomainEvent): string | undefined {
  const written = type === 'TrackerDetailsChanged' ? data.to : data;
  for (const [name, value] of Object.entries<unknown>(written)) {
    const problem = RULES[type][name]?.problem(value);
    if (problem !== undefined) return `${wireName(name)}: ${problem}`;
  }
  return undefined;
}
