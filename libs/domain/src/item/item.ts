/**
 * An action item: commands, state, `decide` and `evolve`. Pure: the context supplies today's date,
 * the next number and the known users.
 */
import type { DecisionContext, EventEnvelope } from '../aggregate';
import { assertNever } from '../assert-never';
import { DomainError } from '../domain-error';
import { afterMove, unmoved, type DueDateMoves } from './due-date-moves';
import type { ItemCreated, ItemEvent, NoteAdded } from './item-events';
import type { PlainDate } from '../plain-date';
import {
  accept,
  COMMENT_RULE,
  DATE_RULE,
  NOTE_CONTENT_RULE,
  STATUS_RULE,
  STORED_DATE_RULE,
} from '../rules';
import { ITEM_NUMBER_MAX, NOTE_LINE_MAX_CHARS, type Status } from '../vocabulary';
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
import { FIELD_RULES, type FieldRules } from './item-rules';

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

export interface AddNote {
  readonly type: 'AddNote';
  readonly content: string;
  /** Defaults to today. */
  readonly noteDate?: PlainDate;
}

export type ItemCommand = CreateItem | ImportItem | ChangeItem | ChangeStatus | AddNote;

/** The note shown in a list: the latest date, and for equal dates the latest entry. */
export interface LatestNote {
  readonly noteDate: PlainDate;
  readonly authorId: number;
  /** The first line, truncated to `NOTE_LINE_MAX_CHARS`. */
  readonly line: string;
}

export type ItemState =
  | { readonly exists: false }
  | ({
      readonly exists: true;
      readonly number: number;
      readonly createDate: PlainDate;
      readonly status: Status;
      readonly noteCount: number;
      readonly latestNote: LatestNote | null;
    } & ItemFields &
      DueDateMoves);

type ExistingItem = Extract<ItemState, { exists: true }>;

export const NO_ITEM: ItemState = { exists: false };

const DAY_RULES = { entered: DATE_RULE, stored: STORED_DATE_RULE };

/**
 * Decides a command on an item.
 *
 * @returns the events to append; none when nothing changes
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND (no such item), CONFLICT (number taken)
 */
export function decideItem(
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
    case 'AddNote':
      existing(state);
      return [addNote(command, context)];
    default:
      return assertNever(command);
  }
}

/** Folds one event into the state of an item. */
export function evolveItem(
  state: ItemState,
  event: ItemEvent,
  { actorId }: EventEnvelope,
): ItemState {
  if (event.type === 'ItemCreated') {
    return {
      exists: true,
      status: 'New',
      noteCount: 0,
      latestNote: null,
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
    case 'NoteAdded': {
      const latestNote = laterOf(state.latestNote, event.data, actorId);
      return { ...state, noteCount: state.noteCount + 1, latestNote };
    }
    default:
      return assertNever(event);
  }
}

function laterOf(
  latest: LatestNote | null,
  { noteDate, content }: NoteAdded['data'],
  authorId: number,
): LatestNote {
  if (latest !== null && latest.noteDate > noteDate) return latest;
  return { noteDate, authorId, line: firstLineOf(content) };
}

/** Truncates between code points, because half a surrogate pair is not valid text. */
const firstLineOf = (content: string): string =>
  Array.from(content.split('\n', 1)[0] ?? '')
    .slice(0, NOTE_LINE_MAX_CHARS)
    .join('');

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

function addNote({ content, noteDate }: AddNote, context: DecisionContext): ItemEvent {
  const note = { content, noteDate: noteDate ?? context.today };
  return { type: 'NoteAdded', data: acceptNote(note, context) };
}

const acceptNote = (note: { noteDate: PlainDate; content: string }, context: DecisionContext) =>
  accept({ noteDate: dayRule(context), content: NOTE_CONTENT_RULE }, note);

/**
 * A later field without a value is not recorded, so the event looks like those from before the
 * field.
 */
function rulesOf(given: NewItemFields, context: DecisionContext): FieldRules {
  const isAsked = ({ name, isLater }: NamedField) => !isLater || (given[name] ?? null) !== null;
  const rules = FIELD_RULES[context.rules ?? 'entered'];
  const asked = NAMED_FIELDS.filter(isAsked).map(({ name }) => [name, rules[name]]);
  // Fields that are not recorded need no rule.
  return Object.fromEntries(asked) as FieldRules;
}

const dayRule = ({ rules = 'entered' }: DecisionContext) => DAY_RULES[rules];
