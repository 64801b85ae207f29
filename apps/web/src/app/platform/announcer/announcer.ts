import { Service, signal } from '@angular/core';

const FORGET_AFTER_MS = 10_000;

/** Announces results to screen readers. The live region is in the application shell. */
@Service()
export class Announcer {
  private readonly said = signal('');
  private forgetting: ReturnType<typeof setTimeout> | undefined;

  readonly text = this.said.asReadonly();

  /** Live regions announce only changes, so the old text is cleared first. */
  announce(text: string): void {
    this.said.set('');
    setTimeout(() => this.said.set(text));
    // Clear it later: someone who reads through the next page must not find an old message.
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.said.set(''), FORGET_AFTER_MS);
  }
}
