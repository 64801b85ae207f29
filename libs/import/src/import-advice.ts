/** How the user follows the advice in a message, worded by each surface. */
export interface ImportAdvice {
  /** Name of the input for the tracker's prefix. */
  readonly trackerField: string;
  /** A sentence: how to open a missing tracker. */
  readonly openTracker: string;
  /** The end of a sentence: how to use a mapping of changes. */
  readonly takeAsHistory: string;
  /** The end of a sentence: how to allow the import to create users. */
  readonly createUsers: string;
  /** The end of a sentence: how to create one user. */
  readonly createUser: string;
  /** The end of a sentence: how to merge two users, given their e-mails. */
  mergeUsers(from: string, into: string): string;
}
