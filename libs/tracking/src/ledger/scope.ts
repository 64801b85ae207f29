import type { Timestamp } from '@action-tracker/contracts';
import type { Axis } from '@action-tracker/domain';
import { Rights } from './rights';

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
 * compile. Whether a command is permitted is decided before it is given: see `Permissions`.
 */
export class Scope {
  /** The scope of the operator, the command line and background work. */
  static readonly everything = new Scope(undefined, Rights.all);

  private constructor(
    /** `undefined` when no particular user asks. */
    readonly userId: number | undefined,
    /** Of now, also for a moment in the past. */
    readonly rights: Rights,
    /** The moment in the past that is asked for; `undefined` for now. */
    readonly moment?: PastMoment,
    /** Whether lists cover archived trackers too. */
    private readonly hasArchived = false,
  ) {}

  /** The scope of a signed-in user. */
  static of({ id }: { readonly id: number }, rights: Rights): Scope {
    return new Scope(id, rights);
  }

  /** The same rights, which are those of today, as of a moment in the past. */
  at(moment: PastMoment): Scope {
    return new Scope(this.userId, this.rights, moment, this.hasArchived);
  }

  /** The same, for lists that cover archived trackers too. */
  withArchived(): Scope {
    return new Scope(this.userId, this.rights, this.moment, true);
  }

  /** Everything about this scope that an answer may depend on, as text. */
  get key(): string {
    return JSON.stringify([this.rights.key, this.moment ?? null]);
  }

  sees(trackerId: number): boolean {
    const { visible } = this.rights;
    return visible === null || visible.includes(trackerId);
  }

  /**
   * The visible ones of the requested trackers, or of all that are not archived; `null` stands for all.
   */
  within(asked?: readonly number[]): readonly number[] | null {
    return (
      asked?.filter((id) => this.sees(id)) ?? this.rights[this.hasArchived ? 'visible' : 'listed']
    );
  }
}
