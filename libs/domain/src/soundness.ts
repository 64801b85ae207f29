/**
 * Whether a stored event follows from those before it. Deciding makes only such events; a ledger that
 * was written by something else, or changed in the database, may hold others, and folding would not
 * notice: an event that says `from` what never was leaves the same state as one that is true.
 */
import { assertNever } from './assert-never';
import { isTrackerEvent, type DomainEvent } from './events';
import type { ItemEvent } from './item-events';
import type { ItemState } from './item';
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
