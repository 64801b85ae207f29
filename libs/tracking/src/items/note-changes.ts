/**
 * Read model `note_changes`: one row each time a note was amended, withdrawn or reinstated. Rows of
 * `notes` never change, so what a note was at any position is its row and the changes up to there.
 */
import { eventOf, foundText, ITEM, parseItemId, stateOf } from '@action-tracker/domain';
import {
  upsertOf,
  type EventEnvelope,
  type Projection,
  type Row,
} from '@action-tracker/event-store';
import type { StreamState } from '../ledger/stream-model';
import { isSameNote } from '../search/note-texts';
import { searchVectorOf } from '../search/search-words';
import { inUtc } from './action-items';

export const NOTE_CHANGES: Projection<StreamState> = {
  name: 'note_changes',
  version: 1,
  keeps: 'every',
  columns: {
    tracker_id: 'int',
    number: 'int',
    /** The version of the entry that added the note. */
    entry: 'int',
    id: 'position',
    kind: 'text',
    content: 'text?',
    reason: 'text?',
    /** Which of its texts a search finds after this change: `original`, `amended` or `none`. */
    found: 'text',
    by_id: 'int',
    changed_at: 'recorded_at',
  },
  generated: { words: searchVectorOf('content') },
  key: ['tracker_id', 'number', 'entry', 'id'],
  indexes: { words: 'USING gin (words)' },
  changes: (envelope, state) => upsertOf(changeRow(envelope, state)),
};

function changeRow(envelope: EventEnvelope, state: StreamState): Row | undefined {
  const change = changeOf(envelope);
  const item = stateOf(ITEM, state);
  if (!change || !item.exists) return undefined;
  return {
    tracker_id: envelope.ledgerId,
    number: parseItemId(envelope.stream)?.number,
    content: null,
    reason: null,
    ...change,
    found: foundText(item.notes, change.entry),
    by_id: envelope.actorId,
    changed_at: envelope.occurredAt,
  };
}

function changeOf(envelope: EventEnvelope): (Row & { readonly entry: number }) | undefined {
  const event = eventOf(ITEM, envelope);
  if (event?.type === 'NoteAmended') {
    return { kind: 'amended', entry: event.data.entry, content: event.data.to };
  }
  if (event?.type === 'NoteWithdrawn') return { kind: 'withdrawn', ...event.data };
  return event?.type === 'NoteReinstated' ? { kind: 'reinstated', ...event.data } : undefined;
}

/** Columns of a note in a response; its table has the alias `n`, and `changesOfNote` is joined. */
export const NOTE_COLUMNS = `n.id, n.entry, n.action_item_id, n.note_date, n.author_id,
  coalesce(a.content, n.content) AS content, n.created_at,
  ${inUtc('a', 'changed_at')} AS edited_at, a.by_id AS edited_by_id,
  CASE WHEN w.id IS NOT NULL THEN json_build_object(
    'at', ${inUtc('w', 'changed_at')}, 'by_id', w.by_id, 'reason', w.reason) END AS withdrawn`;

/**
 * Joins what happened to each of the `notes n`: `a` is its last amendment, `w` its withdrawal.
 *
 * @param until SQL of the last position that counts; all count if unset
 */
export function changesOfNote(until?: string): string {
  const last = (condition: string) => `
    SELECT c.* FROM note_changes c WHERE ${isSameNote('c', 'n')} AND c.kind ${condition}
      ${until === undefined ? '' : `AND c.id <= ${until}`}
    ORDER BY c.id DESC LIMIT 1`;
  return `LEFT JOIN LATERAL (${last(`= 'amended'`)}) a ON true
    LEFT JOIN LATERAL (${last(`<> 'amended'`)}) w ON w.kind = 'withdrawn'`;
}
