import { SingleBar } from 'cli-progress';
import type { Terminal } from './terminal';

/** No bar is shown for shorter work. */
const PATIENCE_MS = 1_000;

/** A progress bar on stderr for work of more than a second, if stderr is a terminal. */
export class Progress {
  private bar: SingleBar | undefined;
  private readonly startedAt = performance.now();

  /** @param unit what is counted, such as events or bytes */
  constructor(
    private readonly terminal: Terminal,
    private readonly unit: string,
  ) {}

  update(done: number, total: number): void {
    const elapsedMs = performance.now() - this.startedAt;
    if (!this.terminal.isWatched || done === 0 || elapsedMs < PATIENCE_MS) return;
    const perSecond = Math.max(1, Math.round((done * 1_000) / elapsedMs));
    const left = `${perSecond} ${this.unit}/s, ${Math.ceil((total - done) / perSecond)} s left`;
    if (this.bar) this.bar.update(done, { left });
    else this.start(done, total, left);
  }

  /** Writes lines in place of the bar; the next update draws it below them. */
  async aside(write: () => Promise<void>): Promise<void> {
    this.stop();
    await write();
  }

  /** Removes the bar. */
  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private start(done: number, total: number, left: string): void {
    this.bar = new SingleBar({
      format: `{bar} {percentage}% | {value}/{total} ${this.unit} | {left}`,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      stream: process.stderr,
      clearOnComplete: true,
      // Work in flight is completed after a signal, and so is the bar.
      gracefulExit: false,
    });
    this.bar.start(total, done, { left });
  }
}
