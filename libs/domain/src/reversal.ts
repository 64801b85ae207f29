/** How events are undone: every aggregate declares a way back for each event, or why there is none. */

interface RecordedFact {
  readonly type: string;
  readonly data: object;
}

/** What an event did to one field, and the event that takes it back. */
export interface Reversal<Event extends RecordedFact = RecordedFact> {
  /** Identifies the field in its stream. */
  readonly field: string;
  /** The name of the field on the wire. */
  readonly what: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly inverse: Event;
  /** Set if the event created the stream, which is undone only as a whole. */
  readonly isCreation?: true;
}

/** The way back from one event type. */
export type UndoOf<Event extends RecordedFact, Data extends object> =
  /** Why there is no way back. */
  | { readonly none: string }
  /** @param version of the event in its stream */
  | { reverse(data: Data, version: number): readonly Reversal<Event>[] };

/** A way back from every event type of an aggregate. */
export type UndoDefinitions<Event extends RecordedFact> = {
  readonly [Type in Event['type']]: UndoOf<Event, Extract<Event, { type: Type }>['data']>;
};
