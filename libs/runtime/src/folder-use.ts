/**
 * The use of the PostgreSQL in a directory by one process. A server keeps it running: if PostgreSQL
 * was killed or gave up (full disk), it is restarted, first at once and then with growing pauses,
 * for as long as the process lives.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'pg';
import { withFolderLock } from './folder-lock';
import { messageOf } from './system-error';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export interface FolderUseParts {
  readonly dataDir: string;
  /** Whether PostgreSQL is running in the directory. */
  isRunning(): Promise<boolean>;
  /** Starts PostgreSQL if it is not running, and opens a new connection for the locks. */
  reach(): Promise<Client>;
  /** Stops PostgreSQL if no other process uses it. */
  stopWhenUnused(): Promise<void>;
  /** Receives a line when PostgreSQL ends, runs again, or does not start. */
  readonly onStep: (message: string) => void;
}

export class FolderUse {
  private readonly ending = new AbortController();
  private recovery: Promise<void> = Promise.resolve();

  /** @param holder the connection whose locks mark the directory as used by this process */
  constructor(
    private readonly parts: FolderUseParts,
    private holder: Client,
  ) {}

  /** From now on, restarts PostgreSQL whenever it ends before this process. */
  keepRunning(): void {
    this.holder.once('end', () => {
      if (!this.ending.signal.aborted) this.recovery = this.recover();
    });
  }

  /** Ends the use of the directory; the last user stops the server. */
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
    // A single session may break while PostgreSQL keeps running; that is not reported.
    const hasEnded = !(await this.parts.isRunning());
    if (hasEnded) onStep(`PostgreSQL in ${dataDir} has ended. Starting it again.`);
    this.holder = await this.parts.reach();
    if (hasEnded) onStep(`PostgreSQL in ${dataDir} runs again.`);
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.ending.signal }).catch(() => undefined);
  }
}
