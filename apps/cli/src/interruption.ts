/**
 * Ctrl-C and `kill`: long work finishes what is in flight, closes what it opened and reports.
 * A terminal signals npm and this process at once, so a second signal must not cut that short.
 */
import { constants } from 'node:os';

/** Thrown by work that stops half-way because somebody asked for it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** What a command says that was stopped before it changed anything. */
export const NOTHING_WRITTEN = 'nothing was written.';

export class Interruption {
  private name: 'SIGINT' | 'SIGTERM' | undefined;
  private readonly controller = new AbortController();

  /** Listens to the signals of this process. */
  static ofProcess(): Interruption {
    const interruption = new Interruption();
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      process.on(name, () => interruption.request(name));
    }
    return interruption;
  }

  /** Aborted from the first signal on. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isRequested(): boolean {
    return this.name !== undefined;
  }

  /**
   * Ends the work at a place where it may end.
   *
   * @throws Interrupted with the consequence, as a sentence from its second word on
   */
  stopIfRequested(consequence: string): void {
    if (this.isRequested) throw new Interrupted(`Interrupted: ${consequence}`);
  }

  /** 130 or 143, as shells expect it; `undefined` when nobody interrupted. */
  get exitCode(): number | undefined {
    return this.name && 128 + constants.signals[this.name];
  }

  private request(name: 'SIGINT' | 'SIGTERM'): void {
    this.name ??= name;
    this.controller.abort();
  }
}
