/**
 * What a query may read: who asks, and which trackers they may see. Created once per request and
 * required by every query, so that a query that ignores the caller does not compile. Today every
 * user sees every tracker.
 *
 * Commands are decided on whole ledgers; write permissions are out of scope here.
 */
export class Scope {
  /** The scope of the operator, the command line and background work. */
  static readonly everything = new Scope(undefined, null);

  private constructor(
    /** `undefined` when no particular user asks. */
    readonly userId: number | undefined,
    /** Ids of the visible trackers; `null` for all. */
    private readonly visible: readonly number[] | null,
  ) {}

  /**
   * The scope of a signed-in user. @param visible ids of the trackers that they may see; all if
   * `null`
   */
  static of({ id }: { readonly id: number }, visible: readonly number[] | null = null): Scope {
    return new Scope(id, visible);
  }

  sees(trackerId: number): boolean {
    return this.visible === null || this.visible.includes(trackerId);
  }

  /** The visible ones of the requested trackers, or of all; `null` stands for all. */
  within(asked?: readonly number[]): readonly number[] | null {
    return asked?.filter((id) => this.sees(id)) ?? this.visible;
  }
}
