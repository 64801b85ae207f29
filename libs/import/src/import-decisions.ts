/** What a person has decided about single rows. Without it, items that exist stay as they are. */
export interface ImportDecisions {
  /** Who has made the changes of items that exist. */
  readonly actorId: number;
  /** Whether the difference of this row is written to its item. */
  applies(line: number): boolean;
  /** Which side of a conflict is taken; ours if nobody has chosen. */
  choiceOf(line: number, field: string): 'theirs' | 'ours' | undefined;
  /** Whether the item of this row is reinstated, although a person has withdrawn it. */
  reinstates(line: number): boolean;
}
