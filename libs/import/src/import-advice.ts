/** How whoever imports does what a message asks for: each surface has its own words for it. */
export interface ImportAdvice {
  /** Names where the prefix of the tracker was given. */
  readonly trackerField: string;
  /** A sentence: how a tracker is opened that is not there. */
  readonly openTracker: string;
  /** The end of a sentence: how a mapping of changes is used. */
  readonly takeAsHistory: string;
  /** The end of a sentence: how the import is allowed to make users. */
  readonly createUsers: string;
  /** The end of a sentence: how one user is made. */
  readonly createUser: string;
  /** The end of a sentence: how two users become one, by their e-mails. */
  mergeUsers(from: string, into: string): string;
}
