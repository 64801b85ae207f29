/** The way back from each event of an item. */
import type { Reversal, UndoDefinitions } from '../reversal';
import { NAMED_FIELDS, fieldChange, type FieldChange, type ItemFields } from './item-fields';
import type { ItemEvent } from './item-events';

interface ValueChange {
  readonly from: unknown;
  readonly to: unknown;
}

/** One entry per field, which the type of `Object.fromEntries` cannot express. */
const FIELDS = Object.fromEntries(
  NAMED_FIELDS.map(({ name, event, wire }) => [
    event,
    {
      reverse({ from, to }: ValueChange): readonly Reversal[] {
        // The event holds values of its own field.
        const back = fieldChange(name, to as ItemFields[typeof name], from as never);
        return [{ field: wire, what: wire, from, to, inverse: back }];
      },
    },
  ]),
) as unknown as UndoDefinitions<FieldChange>;

export const ITEM_UNDO: UndoDefinitions<ItemEvent> = {
  ...FIELDS,
  ItemCreated: {
    reverse: () => [{ ...presence(null, 'present', withdrawal()), isCreation: true }],
  },
  ItemWithdrawn: {
    reverse: () => [presence('present', 'withdrawn', { type: 'ItemReinstated', data: {} })],
  },
  ItemReinstated: { reverse: () => [presence('withdrawn', 'present', withdrawal())] },
  ItemStatusChanged: {
    reverse: ({ from, to }) => {
      const data = { from: to, to: from, comment: null };
      const inverse = { type: 'ItemStatusChanged', data } as const;
      return [{ field: 'status', what: 'status', from, to, inverse }];
    },
  },
  NoteAdded: {
    reverse: ({ content }, version) => [ofNote(version, null, content, noteWithdrawal(version))],
  },
  NoteAmended: {
    reverse: ({ entry, from, to }) => {
      const data = { entry, from: to, to: from };
      return [ofNote(entry, from, to, { type: 'NoteAmended', data })];
    },
  },
  NoteWithdrawn: {
    reverse: ({ entry }) => [
      ofNote(entry, null, null, { type: 'NoteReinstated', data: { entry } }),
    ],
  },
  NoteReinstated: {
    reverse: ({ entry }) => [ofNote(entry, null, null, noteWithdrawal(entry))],
  },
};

const withdrawal = (): ItemEvent => ({ type: 'ItemWithdrawn', data: { reason: null } });

const noteWithdrawal = (entry: number): ItemEvent => ({
  type: 'NoteWithdrawn',
  data: { entry, reason: null },
});

const presence = (from: string | null, to: string, inverse: ItemEvent): Reversal<ItemEvent> => ({
  ...{ field: 'item', what: 'item', from, to, inverse },
});

const ofNote = (
  entry: number,
  from: string | null,
  to: string | null,
  inverse: ItemEvent,
): Reversal<ItemEvent> => ({ ...{ field: `note ${entry}`, what: 'note', from, to, inverse } });
