/**
 * One process's use of the PostgreSQL in a folder, from the first connection to the last user who stops
 * it. A server keeps it running: when PostgreSQL was killed or has given up (full disk), it is started
 * again, at once and then with growing pauses, for as long as the process lives.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { withFolderLock } from './folder-lock';
import { messageOf } from './system-error';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface FolderUseParts {
  readonly dataDir: string;
  /** Whether PostgreSQL runs in the folder. */
  isRunning(): Promise<boolean>;
  /** Starts PostgreSQL where it does not run, and connects a new holder of the locks. */
  reach(): Promise<Client>;
  /** Stops PostgreSQL when no other process uses it. */
  stopWhenUnused(): Promise<void>;
  /** Receives a line when PostgreSQL ends, runs again, or does not start. */
  readonly onStep: (message: string) => void;
}

export class FolderUse {
  private readonly ending = new AbortController();
  private recovery: Promise<void> = Promise.resolve();

  /** @param holder the connection whose locks say that this process uses the folder */
  constructor(
    private readonly parts: FolderUseParts,
    private holder: Client,
  ) {}

  /** From now on, PostgreSQL is started again whenever it ends before this process does. */
  keepRunning(): void {
    this.holder.once('end', () => {
      if (!this.ending.signal.aborted) this.recovery = this.recover();
    });
  }

  /** Gives the folder up; the last user stops the server. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.recovery;
    await withFolderLock(this.parts.dataDir, async () => {
      await this.holder.end();
      if (await this.parts.isRunning()) await this.parts.stopWhenUnused();
    });
  }

  private async recover(): Promise<void> {
    const { dataDir, onStep } = this.parts;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.ending.signal.aborted) {
      try {
        await withFolderLock(dataDir, () => this.reachAgain());
        this.keepRunning();
        return;
      } catch (error) {
        onStep(`${messageOf(error)} Trying again in ${pauseMs / 1_000} s.`);
        await this.pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  private async reachAgain(): Promise<void> {
    const { dataDir, onStep } = this.parts;
    // A single session may break while PostgreSQL lives: nothing to report then.
    const hasEnded = !(await this.parts.isRunning());
    if (hasEnded) onStep(`PostgreSQL in ${dataDir} has ended. Starting it again.`);
    this.holder = await this.parts.reach();
    if (hasEnded) onStep(`PostgreSQL in ${dataDir} runs again.`);
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
