/**
 * An action item: commands, state, `decide` and `evolve`. Pure: the context supplies today's date,
 * the next number and the known users.
 */
import type { DecisionContext, EventEnvelope } from '../aggregate';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import { afterMove, unmoved, type DueDateMoves } from './due-date-moves';
import type { ItemCreated, ItemEvent, ItemReinstated, ItemWithdrawn } from './item-events';
import type { PlainDate } from '../plain-date';
import { accept, COMMENT_RULE, REASON_RULE, STATUS_RULE } from '../rules';
import { ITEM_NUMBER_MAX, type Status } from '../vocabulary';
import {
  allFields,
  changedField,
  isFieldChange,
  NAMED_FIELDS,
  type ItemChanges,
  type ItemFields,
  type NamedField,
  type NewItemFields,
} from './item-fields';
import { changeItem, requireUsers } from './change-item';
import {
  acceptNote,
  dayRule,
  decideNote,
  evolveNotes,
  NO_NOTES,
  type ItemNotes,
  type NoteCommand,
} from './item-notes';
import { fieldRules, type FieldRules } from './item-rules';

export interface CreateItem extends NewItemFields {
  readonly type: 'CreateItem';
  /** Defaults to today. */
  readonly createDate?: PlainDate;
}

/** The content of one imported row: the item, its current status, its first notes. */
export interface ImportItem extends NewItemFields {
  readonly type: 'ImportItem';
  readonly createDate: PlainDate;
  /** Number to keep; the next free number if unset. */
  readonly number?: number;
  readonly status: Status;
  readonly notes?: readonly { readonly noteDate: PlainDate; readonly content: string }[];
}

export interface ChangeItem {
  readonly type: 'ChangeItem';
  readonly changes: ItemChanges;
}

export interface ChangeStatus {
  readonly type: 'ChangeStatus';
  readonly status: Status;
  readonly comment: string | null;
}

export interface WithdrawItem {
  readonly type: 'WithdrawItem';
  readonly reason: string | null;
}

export interface ReinstateItem {
  readonly type: 'ReinstateItem';
}

export type ItemCommand =
  CreateItem | ImportItem | ChangeItem | ChangeStatus | NoteCommand | WithdrawItem | ReinstateItem;

export type ItemState =
  | { readonly exists: false }
  | ({
      readonly exists: true;
      readonly number: number;
      readonly createDate: PlainDate;
      readonly status: Status;
      readonly notes: ItemNotes;
      /** Who withdrew it, and why; `null` while it is in use. */
      readonly withdrawn: { readonly byId: number; readonly reason: string | null } | null;
    } & ItemFields &
      DueDateMoves);

type ExistingItem = Extract<ItemState, { exists: true }>;

export const NO_ITEM: ItemState = { exists: false };

/**
 * Decides a command on an item.
 *
 * @returns the events to append; none when nothing changes
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND (no such item or note), CONFLICT (number taken,
 *   item withdrawn, note withdrawn), PRECONDITION_FAILED (`AmendNote.readAt`)
 */
export function decideItem(
  state: ItemState,
  command: ItemCommand,
  context: DecisionContext,
): readonly ItemEvent[] {
  const events = decideInUse(state, command, context);
  if (state.exists && state.withdrawn && !ON_WITHDRAWN.has(command.type)) {
    throw new DomainError('CONFLICT', 'Expected an item in use, found it withdrawn');
  }
  return events;
}

/** The commands that a withdrawn item accepts. */
const ON_WITHDRAWN: ReadonlySet<string> = new Set<ItemCommand['type']>([
  'WithdrawItem',
  'ReinstateItem',
]);

/** Decides as if the item were not withdrawn: other problems come first. */
function decideInUse(
  state: ItemState,
  command: ItemCommand,
  context: DecisionContext,
): readonly ItemEvent[] {
  switch (command.type) {
    case 'CreateItem':
      return [createItem(state, command, context)];
    case 'ImportItem':
      return importItem(state, command, context);
    case 'ChangeItem':
      return changeItem(existing(state), command.changes, context);
    case 'ChangeStatus':
      return [changeStatus(existing(state), command)];
    case 'WithdrawItem':
      return withdrawItem(existing(state), command);
    case 'ReinstateItem':
      return reinstateItem(existing(state));
    case 'AddNote':
    case 'AmendNote':
    case 'WithdrawNote':
    case 'ReinstateNote':
      return decideNote(existing(state).notes, command, context);
    default:
      return assertNever(command);
  }
}

/** Folds one event into the state of an item. */
export function evolveItem(state: ItemState, event: ItemEvent, envelope: EventEnvelope): ItemState {
  if (event.type === 'ItemCreated') {
    return {
      exists: true,
      status: 'New',
      notes: NO_NOTES,
      withdrawn: null,
      ...event.data,
      ...allFields(event.data),
      ...unmoved(event.data.dueDate),
    };
  }
  if (!state.exists) return state;
  if (event.type === 'ItemDueDateMoved') {
    return { ...state, ...afterMove(state, event.data.to), dueDate: event.data.to };
  }
  if (isFieldChange(event)) return { ...state, [changedField(event).name]: event.data.to };
  switch (event.type) {
    case 'ItemStatusChanged':
      return { ...state, status: event.data.to };
    case 'ItemWithdrawn':
      return { ...state, withdrawn: { byId: envelope.actorId, reason: event.data.reason } };
    case 'ItemReinstated':
      return { ...state, withdrawn: null };
    case 'NoteAdded':
    case 'NoteAmended':
    case 'NoteWithdrawn':
    case 'NoteReinstated':
      return { ...state, notes: evolveNotes(state.notes, event, envelope) };
    default:
      return assertNever(event);
  }
}

function existing(state: ItemState): ExistingItem {
  if (!state.exists) throw new DomainError('NOT_FOUND', 'Action item not found');
  return state;
}

function createItem(
  state: ItemState,
  { type: _, createDate, ...fields }: CreateItem,
  context: DecisionContext,
): ItemCreated {
  if (state.exists) throw new DomainError('CONFLICT', 'Expected a free number, found it taken');
  const given = { ...fields, createDate: createDate ?? context.today };
  const accepted = accept({ ...rulesOf(given, context), createDate: dayRule(context) }, given);
  requireUsers(accepted, context);
  if (context.nextNumber > ITEM_NUMBER_MAX) {
    const message = `Expected a free number up to ${ITEM_NUMBER_MAX}, found the highest one used`;
    throw new DomainError('CONFLICT', message);
  }
  return { type: 'ItemCreated', data: { number: context.nextNumber, ...accepted } };
}

function importItem(
  state: ItemState,
  { type: _, number, status, notes = [], ...fields }: ImportItem,
  context: DecisionContext,
): readonly ItemEvent[] {
  requireNumber(number);
  if (state.exists) {
    throw new DomainError('CONFLICT', `Expected a free number, found ${number} already taken`);
  }
  const nextNumber = number ?? context.nextNumber;
  const created = createItem(state, { type: 'CreateItem', ...fields }, { ...context, nextNumber });
  const accepted = accept({ status: STATUS_RULE }, { status });
  const events: ItemEvent[] = [created];
  if (accepted.status !== 'New') {
    const data = { from: 'New', to: accepted.status, comment: null } as const;
    events.push({ type: 'ItemStatusChanged', data });
  }
  for (const note of notes) events.push({ type: 'NoteAdded', data: acceptNote(note, context) });
  return events;
}

function requireNumber(number: number | undefined): void {
  if (number === undefined) return;
  if (Number.isInteger(number) && number >= 1 && number <= ITEM_NUMBER_MAX) return;
  const message = `expected a whole number from 1 to ${ITEM_NUMBER_MAX}, found ${number}`;
  throw DomainError.invalid([{ field: 'id', message }]);
}

function changeStatus(item: ExistingItem, { status, comment }: ChangeStatus): ItemEvent {
  const accepted = accept({ status: STATUS_RULE, comment: COMMENT_RULE }, { status, comment });
  const data = { from: item.status, to: accepted.status, comment: accepted.comment };
  return { type: 'ItemStatusChanged', data };
}

function withdrawItem(
  item: ExistingItem,
  { reason: given }: WithdrawItem,
): readonly ItemWithdrawn[] {
  const { reason } = accept({ reason: REASON_RULE }, { reason: given });
  return item.withdrawn ? [] : [{ type: 'ItemWithdrawn', data: { reason } }];
}

const reinstateItem = (item: ExistingItem): readonly ItemReinstated[] =>
  item.withdrawn ? [{ type: 'ItemReinstated', data: {} }] : [];

/**
 * A later field without a value is not recorded, so the event looks like those from before the
 * field.
 */
function rulesOf(given: NewItemFields, context: DecisionContext): FieldRules {
  const isAsked = ({ name, isLater }: NamedField) => !isLater || (given[name] ?? null) !== null;
  const rules = fieldRules(context);
  const asked = NAMED_FIELDS.filter(isAsked).map(({ name }) => [name, rules[name]]);
  // Fields that are not recorded need no rule.
  return Object.fromEntries(asked) as FieldRules;
}
