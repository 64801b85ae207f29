/**
 * What a query may look at: who asks, and which trackers they may see. It is made once per request, and
 * every query takes one, so that a query which forgets whom it answers does not compile. Today everybody
 * sees every tracker.
 *
 * Commands are decided on whole ledgers: what somebody may write is another question.
 */
export class Scope {
  /** Of the operator, of the command line, of work in the background. */
  static readonly everything = new Scope(undefined, null);

  private constructor(
    /** Nobody in particular if unset. */
    readonly userId: number | undefined,
    /** `null` stands for all. */
    private readonly visible: readonly number[] | null,
  ) {}

  /** Of somebody who has signed in. @param visible ids of the trackers that they may see; all if `null` */
  static of({ id }: { readonly id: number }, visible: readonly number[] | null = null): Scope {
    return new Scope(id, visible);
  }

  sees(trackerId: number): boolean {
    return this.visible === null || this.visible.includes(trackerId);
  }

  /** Of the trackers that are asked for, or of all, those that may be seen; `null` stands for all. */
  within(asked?: readonly number[]): readonly number[] | null {
    return asked?.filter((id) => this.sees(id)) ?? this.visible;
  }
}
