/** Compares a row with its item, and plans what becomes of the item. */
import {
  isOfTracker,
  NAMED_FIELDS,
  type ItemFields,
  type ItemState,
  type Status,
} from '@action-tracker/domain';
import { ApplyRowCommand, type RowChange, type RowState } from '@action-tracker/tracking';
import { v5 as uuidv5 } from 'uuid';
import type { ImportDecisions } from '../import-decisions';
import type { ComparedCell, RowReport } from '../report/row-report';
import { compareValues, type ComparedValue } from './three-way';

/** What a row says about an item: fields that it does not have are not compared. */
export interface RowWords {
  readonly line: number;
  readonly itemId: string;
  readonly fields: Partial<ItemFields>;
  readonly status: Status | undefined;
  /** The notes of the row; `undefined` if they are not compared. */
  readonly notes: readonly RowNote[] | undefined;
  /** A note that is added to those of the item. */
  readonly addedNote?: string | undefined;
  /** A problem that does not prevent that the rest is compared. */
  readonly details: NonNullable<RowReport['details']>;
  readonly shown: RowReport['fields'];
}

interface RowNote {
  readonly noteDate?: string;
  readonly content: string;
  /** Who wrote it, if the file says that. */
  readonly actorId?: number | undefined;
}

export interface ComparisonParts {
  readonly decisions: ImportDecisions;
  /** The user who imports. */
  readonly writerId: number;
  readonly batch: string;
  /** A merged user is the one they were merged into. */
  readonly realIdOf: (id: number) => number;
  readonly nameOf: (id: number) => string;
  /** The name of a category by its key. */
  readonly categoryOf: (key: string) => string;
}

/** A change of an item that exists, and what it was found by. */
export interface ChangePlan {
  readonly line: number;
  readonly command: ApplyRowCommand;
  readonly fields?: RowReport['fields'];
  readonly compared?: RowReport['compared'];
}

const NOTES = 'notes';
const ADDED_NOTE = 'latest_note';
const NOTES_SHOWN_CHARS = 500;

/** A command that takes over what differs, or the report when nothing is taken. */
export function planChange(
  words: RowWords,
  state: RowState,
  parts: ComparisonParts,
): ChangePlan | RowReport {
  const { line, itemId, details, shown } = words;
  const { decisions } = parts;
  const values = valuesOf(words, state, parts);
  const compared = compareValues(values, { line, setBy: state.setBy, decisions }).map((cell) =>
    withNames(cell, parts),
  );
  const about = {
    line,
    ...(shown ? { fields: shown } : {}),
    ...(compared.length > 0 ? { compared } : {}),
  };
  const taken = compared.filter(({ isTaken }) => isTaken).map(({ field }) => field);
  if (taken.length > 0) {
    const change = changeOf(words, state, taken);
    const origin = {
      ...{ actorId: decisions.actorId, recordedById: parts.writerId, channel: 'import' as const },
      ...{ correlationId: parts.batch, batch: parts.batch },
      commandId: uuidv5(`apply ${itemId}`, parts.batch),
    };
    const command = new ApplyRowCommand(itemId, change, origin, state.version, line);
    return { ...about, command };
  }
  const isDifferent = compared.some(({ result }) => result !== 'keep') || details.length > 0;
  if (!isDifferent) return { ...about, outcome: 'skipped', item_id: itemId, reason: SAME };
  const canApply = compared.some(({ result }) => result === 'take');
  return {
    ...{ ...about, outcome: 'differs', item_id: itemId, reason: DIFFERENT },
    ...(details.length > 0 ? { details } : {}),
    ...(canApply ? { offer: 'apply' as const } : {}),
  };
}

const SAME = 'the item is as the file says, or has been changed since';
const DIFFERENT = 'the item is not as the file says';

/** Everything that both the row and the item have, as texts; users by id. */
function valuesOf(
  { fields, status, notes, addedNote }: RowWords,
  { base, now, notes: known }: RowState,
  { realIdOf }: ComparisonParts,
): readonly ComparedValue[] {
  const textOf = (value: string | number | null | undefined) =>
    typeof value === 'number' ? String(realIdOf(value)) : (value ?? null);
  const of = (item: ItemState, name: keyof ItemFields) => (item.exists ? textOf(item[name]) : null);
  const compared = NAMED_FIELDS.flatMap(({ name, mapped }) =>
    Object.hasOwn(fields, name)
      ? [{ field: mapped, base: of(base, name), theirs: textOf(fields[name]), ours: of(now, name) }]
      : [],
  );
  const statusOf = (item: ItemState) => (item.exists ? item.status : null);
  const texts = (all: readonly (string | undefined)[]) =>
    all
      .filter((text) => text !== undefined)
      .sort()
      .join('\n\n') || null;
  const ofBase = known.filter((note) => note.base !== undefined);
  return [
    ...compared,
    ...(status === undefined
      ? []
      : [{ field: 'status', base: statusOf(base), theirs: status, ours: statusOf(now) }]),
    ...(notes === undefined
      ? []
      : [
          {
            ...{ field: NOTES, base: texts(ofBase.map((note) => note.base)) },
            theirs: texts(notes.map(({ content }) => content)),
            ours: texts(ofBase.map((note) => note.now)),
          },
        ]),
    ...(addedNote === undefined
      ? []
      : [{ field: ADDED_NOTE, base: null, theirs: addedNote, ours: null }]),
  ];
}

function withNames(cell: ComparedCell, { nameOf, categoryOf }: ComparisonParts): ComparedCell {
  const kind = NAMED_FIELDS.find(({ mapped }) => mapped === cell.field)?.kind;
  const named = (text: string) => {
    if (kind === 'user') return nameOf(Number(text));
    return isOfTracker(cell.field) ? categoryOf(text) : text.slice(0, NOTES_SHOWN_CHARS);
  };
  const show = (text: string | null) => (text === null ? null : named(text));
  return { ...cell, base: show(cell.base), theirs: show(cell.theirs), ours: show(cell.ours) };
}

function changeOf(
  { fields, status, notes = [], addedNote }: RowWords,
  { notes: known }: RowState,
  taken: readonly string[],
): RowChange {
  const names = NAMED_FIELDS.filter(({ mapped }) => taken.includes(mapped));
  const changes = Object.fromEntries(names.map(({ name }) => [name, fields[name]]));
  const present = known.filter(({ now }) => now !== undefined);
  const gone = present.filter(
    ({ base, now }) => base !== undefined && !notes.some(({ content }) => content === now),
  );
  const added = notes.filter(({ content }) => !present.some(({ now }) => now === content));
  return {
    // One value per field that the row has.
    ...(names.length > 0 ? { changes } : {}),
    ...(status !== undefined && taken.includes('status') ? { status } : {}),
    ...(taken.includes(NOTES)
      ? { withdrawnNotes: gone.map(({ entry }) => entry), notes: added }
      : {}),
    ...(addedNote !== undefined && taken.includes(ADDED_NOTE)
      ? { notes: [{ content: addedNote }] }
      : {}),
  };
}
