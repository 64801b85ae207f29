/** The notes of an item: what the item remembers of them, and the decisions about them. */
import type { DecisionContext } from '../aggregate';
import { DomainError } from '../domain-error';
import type { PlainDate } from '../plain-date';
import {
  accept,
  DATE_RULE,
  NOTE_CONTENT_RULE,
  REASON_RULE,
  STORED_DATE_RULE,
  type Rule,
} from '../rules';
import { NOTE_LINE_MAX_CHARS } from '../vocabulary';
import { hasEntry, NO_ENTRIES, withEntry, withoutEntry, type EntrySet } from './entry-set';
import type {
  NoteAdded,
  NoteAmended,
  NoteEvent,
  NoteReinstated,
  NoteWithdrawn,
} from './item-events';
import { assertNever } from '../assert-never';

export interface AddNote {
  readonly type: 'AddNote';
  readonly content: string;
  /** Defaults to today. */
  readonly noteDate?: PlainDate;
}

export interface AmendNote {
  readonly type: 'AmendNote';
  /** The version of the entry that added the note. */
  readonly entry: number;
  readonly content: string;
  /** The current text of the note, which its item does not remember. */
  readonly from: string;
  /**
   * The version of the item at which `from` was read. The amendment is refused if a note has been
   * amended since; unset when `from` cannot be outdated.
   */
  readonly readAt?: number;
}

export interface WithdrawNote {
  readonly type: 'WithdrawNote';
  readonly entry: number;
  readonly reason: string | null;
}

/** The inverse of `WithdrawNote`. */
export interface ReinstateNote {
  readonly type: 'ReinstateNote';
  readonly entry: number;
}

export type NoteCommand = AddNote | AmendNote | WithdrawNote | ReinstateNote;

/** A note as a list of items shows it. */
export interface LatestNote {
  /** The version of the entry that added it. */
  readonly entry: number;
  readonly noteDate: PlainDate;
  readonly authorId: number;
  /** The first line, truncated to `NOTE_LINE_MAX_CHARS`. */
  readonly line: string;
}

/**
 * What an item remembers of its notes. The texts are in the ledger only: a state with all of them
 * would be large, and it is stored again and again.
 */
export interface ItemNotes {
  /** The entries that added a note. */
  readonly entries: EntrySet;
  /** Those of amended notes, and those of withdrawn ones. */
  readonly amended: EntrySet;
  readonly withdrawn: EntrySet;
  readonly count: number;
  /**
   * The latest notes, at most `REMEMBERED_NOTES`, also withdrawn ones: the latest date first, and
   * for equal dates the latest entry.
   */
  readonly latest: readonly LatestNote[];
  /** The version of the entry that last amended a note; 0 if there is none. */
  readonly amendedAt: number;
}

/** A list can show another note when up to this number of notes, less one, are withdrawn. */
const REMEMBERED_NOTES = 5;

export const NO_NOTES: ItemNotes = {
  ...{ entries: NO_ENTRIES, amended: NO_ENTRIES, withdrawn: NO_ENTRIES },
  ...{ count: 0, latest: [], amendedAt: 0 },
};

/** Which text a search finds of the note of this entry: the one it was added with, or a later one. */
export function foundText(
  { amended, withdrawn }: ItemNotes,
  entry: number,
): 'original' | 'amended' | 'none' {
  if (hasEntry(withdrawn, entry)) return 'none';
  return hasEntry(amended, entry) ? 'amended' : 'original';
}

/** The note that a list of items shows: the latest that is not withdrawn. */
export const shownNote = ({ latest, withdrawn }: ItemNotes): LatestNote | undefined =>
  latest.find(({ entry }) => !hasEntry(withdrawn, entry));

/**
 * Decides a command on the notes of an existing item.
 *
 * @throws DomainError VALIDATION_ERROR, NOT_FOUND (no such note), CONFLICT (withdrawn note),
 *   PRECONDITION_FAILED (`readAt`)
 */
export function decideNote(
  notes: ItemNotes,
  command: NoteCommand,
  context: DecisionContext,
): readonly NoteEvent[] {
  switch (command.type) {
    case 'AddNote':
      return [addNote(command, context)];
    case 'AmendNote':
      return amendNote(notes, command);
    case 'WithdrawNote':
      return withdrawNote(notes, command);
    case 'ReinstateNote':
      return reinstateNote(notes, command);
    default:
      return assertNever(command);
  }
}

/** Folds one event at this version into what an item remembers of its notes. */
export function evolveNotes(
  notes: ItemNotes,
  event: NoteEvent,
  { actorId, version }: { readonly actorId: number; readonly version: number },
): ItemNotes {
  switch (event.type) {
    case 'NoteAdded':
      return {
        ...notes,
        entries: withEntry(notes.entries, version),
        count: notes.count + 1,
        latest: withNote(notes.latest, latestNote(event.data, version, actorId)),
      };
    case 'NoteAmended':
      return {
        ...notes,
        amended: withEntry(notes.amended, event.data.entry),
        latest: notes.latest.map((note) =>
          note.entry === event.data.entry ? { ...note, line: firstLineOf(event.data.to) } : note,
        ),
        amendedAt: version,
      };
    case 'NoteWithdrawn':
      return { ...notes, withdrawn: withEntry(notes.withdrawn, event.data.entry) };
    case 'NoteReinstated':
      return { ...notes, withdrawn: withoutEntry(notes.withdrawn, event.data.entry) };
    default:
      return assertNever(event);
  }
}

/** The reason why the event cannot follow; `undefined` when it can. */
export function noteFlaw(
  { entries, withdrawn }: ItemNotes,
  event: NoteAmended | NoteWithdrawn | NoteReinstated,
): string | undefined {
  const { entry } = event.data;
  if (!hasEntry(entries, entry)) return `the entry of a note, found ${String(entry)}`;
  const isWithdrawn = hasEntry(withdrawn, entry);
  if (event.type === 'NoteReinstated') {
    return isWithdrawn ? undefined : 'a note is withdrawn before it is reinstated';
  }
  return isWithdrawn ? 'a withdrawn note does not change' : undefined;
}

function addNote({ content, noteDate }: AddNote, context: DecisionContext): NoteAdded {
  const note = { content, noteDate: noteDate ?? context.today };
  return { type: 'NoteAdded', data: acceptNote(note, context) };
}

/** The accepted form of a note. @throws DomainError VALIDATION_ERROR */
export const acceptNote = (
  note: { readonly noteDate: PlainDate; readonly content: string },
  context: DecisionContext,
): NoteAdded['data'] => accept({ noteDate: dayRule(context), content: NOTE_CONTENT_RULE }, note);

const DAY_RULES = { entered: DATE_RULE, stored: STORED_DATE_RULE };

/** The rule of a date of an item or note. */
export const dayRule = ({ rules = 'entered' }: DecisionContext): Rule<PlainDate> =>
  DAY_RULES[rules];

function amendNote(notes: ItemNotes, command: AmendNote): readonly NoteAmended[] {
  const { entry, from, readAt } = command;
  requireNote(notes, entry);
  const { content: to } = accept({ content: NOTE_CONTENT_RULE }, { content: command.content });
  if (hasEntry(notes.withdrawn, entry)) {
    throw new DomainError('CONFLICT', 'Expected a note to amend, found it withdrawn');
  }
  if (readAt !== undefined && notes.amendedAt > readAt) {
    throw new DomainError('PRECONDITION_FAILED', 'Somebody else has just amended a note');
  }
  return to === from ? [] : [{ type: 'NoteAmended', data: { entry, from, to } }];
}

function withdrawNote(
  notes: ItemNotes,
  { entry, reason: given }: WithdrawNote,
): readonly NoteWithdrawn[] {
  requireNote(notes, entry);
  const { reason } = accept({ reason: REASON_RULE }, { reason: given });
  if (hasEntry(notes.withdrawn, entry)) return [];
  return [{ type: 'NoteWithdrawn', data: { entry, reason } }];
}

function reinstateNote(notes: ItemNotes, { entry }: ReinstateNote): readonly NoteReinstated[] {
  requireNote(notes, entry);
  return hasEntry(notes.withdrawn, entry) ? [{ type: 'NoteReinstated', data: { entry } }] : [];
}

function requireNote({ entries }: ItemNotes, entry: number): void {
  if (hasEntry(entries, entry)) return;
  throw new DomainError('NOT_FOUND', `Expected the entry of a note, found ${entry}`);
}

const latestNote = (
  { noteDate, content }: NoteAdded['data'],
  entry: number,
  authorId: number,
): LatestNote => ({ entry, noteDate, authorId, line: firstLineOf(content) });

/** Notes arrive in the order of their entries, so only the date decides. */
function withNote(latest: readonly LatestNote[], note: LatestNote): readonly LatestNote[] {
  const later = latest.filter(({ noteDate }) => noteDate > note.noteDate);
  return [...later, note, ...latest.slice(later.length)].slice(0, REMEMBERED_NOTES);
}

/** Truncates between code points, because half a surrogate pair is not valid text. */
const firstLineOf = (content: string): string =>
  Array.from(content.split('\n', 1)[0] ?? '')
    .slice(0, NOTE_LINE_MAX_CHARS)
    .join('');
