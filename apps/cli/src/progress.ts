import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** Work that is done sooner than this shows no bar. */
const PATIENCE_MS = 1_000;
const CLEAR_LINE = '\r\u001B[K';

/** A bar on stderr for work that takes longer than a second, when somebody is watching. */
export class Progress {
  private bar: SingleBar | undefined;
  private readonly startedAt = performance.now();

  /** @param unit what is counted: events, bytes */
  constructor(
    private readonly terminal: Terminal,
    private readonly unit: string,
  ) {}

  update(done: number, total: number): void {
    if (!this.terminal.isWatched || total === 0) return;
    if (this.bar === undefined && performance.now() - this.startedAt > PATIENCE_MS) {
      this.bar = new SingleBar({
        format: `{bar} {percentage}% | {value}/{total} ${this.unit} | {eta_formatted} left`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        stream: process.stderr,
        clearOnComplete: true,
      });
      this.bar.start(total, done);
    }
    this.bar?.update(done);
  }

  /** Writes lines where the bar is; the next update draws it below them. */
  async aside(write: () => Promise<void>): Promise<void> {
    if (this.bar) process.stderr.write(CLEAR_LINE);
    await write();
  }

  /** Removes the bar. */
  stop(): void {
    this.bar?.stop();
  }
}
