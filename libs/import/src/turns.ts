import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long enough that turns cost little, short enough that nobody notices one. */
const TURN_MS = 4;

/** Lets a process do other things in the middle of a long loop. */
export class Turns {
  private begun = performance.now();

  /** Ends the turn if it has lasted long enough; call it once per step of the loop. */
  async pass(): Promise<void> {
    if (performance.now() - this.begun < TURN_MS) return;
    await nextTurn();
    this.begun = performance.now();
  }
}
