/**
 * Handles Ctrl-C and `kill`: long work completes what is in flight, releases its resources and
 * reports. A terminal signals npm and this process at once, so a second signal must not interrupt
 * that.
 */
import { constants } from 'node:os';

/** Thrown by work that stops early on request. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** The message of a command that was stopped before it changed anything. */
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
   * Stops the work at a safe point, if requested.
   *
   * @throws Interrupted with the consequence, as the rest of a sentence
   */
  stopIfRequested(consequence: string): void {
    if (this.isRequested) throw new Interrupted(`Interrupted: ${consequence}`);
  }

  /** 130 or 143, as shells expect; `undefined` if not interrupted. */
  get exitCode(): number | undefined {
    return this.name && 128 + constants.signals[this.name];
  }

  private request(name: 'SIGINT' | 'SIGTERM'): void {
    this.name ??= name;
    this.controller.abort();
  }
}
