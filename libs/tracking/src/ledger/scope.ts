import type { Timestamp } from '@action-tracker/contracts';
import type { Axis } from '@action-tracker/domain';

/** A point in the past, resolved. */
export interface PastMoment {
  readonly axis: Axis;
  readonly instant: Timestamp;
  /**
   * The position that the ledger of the one tracker in question had by then, on the axis
   * `recorded`; `null` on the other one, and when there are several trackers.
   */
  readonly position: number | null;
  /** The review at whose close it is; `null` for other moments. */
  readonly review: number | null;
}

/**
 * What a query may read: who asks, which trackers they may see, and as of which moment. Created
 * once per request and required by every query, so that a query that ignores the caller does not
 * compile. Today every user sees every tracker.
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
    /** The moment in the past that is asked for; `undefined` for now. */
    readonly moment?: PastMoment,
  ) {}

  /**
   * The scope of a signed-in user. @param visible ids of the trackers that they may see; all if
   * `null`
   */
  static of({ id }: { readonly id: number }, visible: readonly number[] | null = null): Scope {
    return new Scope(id, visible);
  }

  /** The same rights, which are those of today, as of a moment in the past. */
  at(moment: PastMoment): Scope {
    return new Scope(this.userId, this.visible, moment);
  }

  /** Everything about this scope that an answer may depend on, as text. */
  get key(): string {
    return JSON.stringify([this.visible, this.moment ?? null]);
  }

  sees(trackerId: number): boolean {
    return this.visible === null || this.visible.includes(trackerId);
  }

  /** The visible ones of the requested trackers, or of all; `null` stands for all. */
  within(asked?: readonly number[]): readonly number[] | null {
    return asked?.filter((id) => this.sees(id)) ?? this.visible;
  }
}
